package dev.hubbub.survive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A further selection of {@code scripts/survive}, of what needs no load. */
@Timeout(120)
class StandingIT {
  private static final long SEED = 7;

  @Test
  void whoReadsNothingThatItPrintsHoldsUpNobody() {
    assertKept(StuckOutput.unread());
  }

  @Test
  void aMigrationThatIsKilledHalfWayIsDoneByTheNext() {
    assertKept(new MigrationRace(1));
  }

  private static void assertKept(Fault fault) {
    List<Finding> broken = fault.run(Plan.small(), SEED).stream()
        .filter(one -> !one.kept() && !one.timed())
        .toList();
    assertEquals(List.of(), broken);
  }
}
