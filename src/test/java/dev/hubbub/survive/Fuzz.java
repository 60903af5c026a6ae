package dev.hubbub.survive;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Holds the properties of whatever comes in, over and over with new seeds, for as long as is told. jqwik prints the seed of
 * each and, where one does not hold, the smallest input that it was found with; {@code @Property(seed = "…")} has it again.
 */
final class Fuzz {
  private static final List<String> PROPERTIES = List.of(
      "dev.hubbub.protocol.CommandFuzzTest",
      "dev.hubbub.protocol.EventFuzzTest",
      "dev.hubbub.redis.ControlFuzzTest",
      "dev.hubbub.account.TokenFuzzTest",
      "dev.hubbub.gateway.FrameFuzzTest",
      "dev.hubbub.gateway.BodyFuzzTest",
      "dev.hubbub.gateway.WordFuzzTest",
      "dev.hubbub.survive.DoorFuzzIT");

  /** Of each property in one turn. */
  private static final String TRIES = "10000";

  private Fuzz() {}

  /**
   * Runs them.
   *
   * @return whether all held
   */
  static boolean run(PrintStream out, Duration atLeast) {
    long end = System.nanoTime() + atLeast.toNanos();
    Launcher launcher = LauncherFactory.create();
    int turns = 0;
    while (turns == 0 || System.nanoTime() - end < 0) {
      SummaryGeneratingListener listener = new SummaryGeneratingListener();
      launcher.execute(request(), listener);
      TestExecutionSummary summary = listener.getSummary();
      turns++;
      out.println("Turn " + turns + ": " + summary.getTestsSucceededCount() + " properties of "
          + TRIES + " tries held, " + summary.getTotalFailureCount() + " did not.");
      for (TestExecutionSummary.Failure failure : summary.getFailures()) {
        out.println(failure.getTestIdentifier().getDisplayName() + ": " + failure.getException());
      }
      if (summary.getTotalFailureCount() > 0) {
        return false;
      }
    }
    return true;
  }

  private static LauncherDiscoveryRequest request() {
    Stream<String> classes = PROPERTIES.stream();
    return LauncherDiscoveryRequestBuilder.request()
        .selectors(classes.map(DiscoverySelectors::selectClass).toList())
        .filters(EngineFilter.includeEngines("jqwik"))
        .configurationParameter("jqwik.tries.default", TRIES)
        .configurationParameter("jqwik.reporting.onlyfailures", "false")
        .build();
  }
}
