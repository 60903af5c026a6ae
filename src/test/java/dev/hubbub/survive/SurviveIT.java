package dev.hubbub.survive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A short selection of {@code scripts/survive}; what depends on how fast the machine is counts there only. */
@Timeout(120)
class SurviveIT {
  private static final long SEED = 7;

  @Test
  void anInstanceThatDiesBetweenACommitAndItsAcksLosesNothingAndSaysNothingTwice() {
    assertKept(InstanceKilled.afterCommit());
  }

  private static void assertKept(Fault fault) {
    List<Finding> broken = fault.run(Plan.small(), SEED).stream()
        .filter(one -> !one.kept() && !one.timed())
        .toList();
    assertEquals(List.of(), broken);
  }
}
