package dev.hubbub.survive;

import dev.hubbub.testing.Eventually;
import java.time.Duration;
import java.util.List;

/** What Redis knows of the people of a load. */
final class RedisMemory {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private RedisMemory() {}

  /** Waits until all people of the load are in {@code hubbub:online}; how long that took from a moment on. */
  static Duration awaitPresence(Scene scene, long moment) {
    List<String> people =
        scene.load().users().stream().map(user -> user.username()).toList();
    Eventually.within(LONGEST, () -> {
      Object online = scene.site().redis().cli("ZRANGE", "hubbub:online", "0", "-1");
      long missing = people.stream()
          .filter(user -> !(online instanceof List<?> all && all.contains(user)))
          .count();
      return missing == 0 ? null : missing + " people are not online in Redis";
    });
    return Duration.ofNanos(System.nanoTime() - moment);
  }
}
