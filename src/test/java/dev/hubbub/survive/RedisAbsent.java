package dev.hubbub.survive;

import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Postgres;
import dev.hubbub.testing.Redis;
import dev.hubbub.testing.Rest;
import java.time.Duration;
import java.util.List;

/** Redis is down when an instance starts, and comes later. */
final class RedisAbsent implements Fault {
  private static final Duration DECIDED = Duration.ofSeconds(10);
  private static final Duration JOINED = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Override
  public String id() {
    return "F5";
  }

  @Override
  public String title() {
    return "Redis is down at start";
  }

  @Override
  public List<Finding> run(Plan plan, long seed) {
    try (Redis redis = Redis.start();
        Postgres postgres = Postgres.start()) {
      redis.stop();
      try (HubbubProcess instance =
          HubbubProcess.sharing(postgres.uri(postgres.newDatabase()), redis.uri())) {
        long launched = System.nanoTime();
        Rest.Answer ready = instance.start().rest().page("/readyz");
        Duration decided = since(launched);
        try (Voice voice = Voice.at(instance)) {
          String without = voice.say();
          redis.restartEmpty();
          long back = System.nanoTime();
          Eventually.within(PATIENCE, () -> {
            String text = instance.rest().page("/readyz").text();
            return text.contains("degraded") ? text : null;
          });
          Duration joined = since(back);
          String with = voice.say();
          return List.of(
              Finding.within("decided", DECIDED, decided),
              Finding.promise(
                  "starts, and says degraded",
                  ready.status() + (ready.text().contains("degraded") ? " degraded" : ""),
                  ready.status() == 200 && ready.text().contains("degraded")),
              Finding.promise(
                  "sends are acked with and without",
                  without + ", " + with,
                  (without + with).equals("ackack")),
              Finding.within("Redis joined once it is there", JOINED, joined),
              voice.kept());
        }
      }
    }
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
