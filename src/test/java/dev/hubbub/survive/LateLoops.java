package dev.hubbub.survive;

import dev.hubbub.testing.HubbubProcess;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Event loops of instances: how often they did something more than 200 ms late. */
final class LateLoops {
  private static final Pattern ALL =
      Pattern.compile("hubbub_loop_lag_seconds_count\\{[^}]*} (\\S+)");
  private static final Pattern IN_TIME =
      Pattern.compile("hubbub_loop_lag_seconds_bucket\\{[^}]*le=\"0\\.2\"[^}]*} (\\S+)");

  private final List<HubbubProcess> instances;
  private final long before;

  private LateLoops(List<HubbubProcess> instances) {
    this.instances = instances;
    this.before = late();
  }

  /** Looks from now on. */
  static LateLoops of(List<HubbubProcess> instances) {
    return new LateLoops(instances);
  }

  /** What was found since. A machine that has no processor left to give counts, too. */
  Finding found() {
    long since = late() - before;
    return new Finding("event loops > 200 ms late: 0 times", since + " times", since == 0, true);
  }

  private long late() {
    return instances.stream()
        .map(instance -> instance.rest().page("/metrics").text())
        .mapToLong(text -> sum(ALL, text) - sum(IN_TIME, text))
        .sum();
  }

  private static long sum(Pattern sample, String text) {
    Matcher found = sample.matcher(text);
    double sum = 0;
    while (found.find()) {
      sum += Double.parseDouble(found.group(1));
    }
    return (long) sum;
  }
}
