package dev.hubbub.survive;

import dev.hubbub.testing.Conversation;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Postgres;
import dev.hubbub.testing.Redis;
import dev.hubbub.testing.Rest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The clock of one instance is an hour ahead, jumps back, and is an hour behind, while people talk. */
final class ClockAskew implements Fault {
  private static final List<Path> LIBRARIES = List.of(
      Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
      Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"),
      Path.of("/usr/lib64/faketime/libfaketimeMT.so.1"),
      Path.of("/usr/lib/faketime/libfaketimeMT.so.1"));
  private static final List<String> JUMPS = List.of("+60m", "+50m", "-60m", "+0");
  private static final int USERS = 10;
  private static final int ROOMS = 3;
  private static final int PER_SECOND = 100;
  private static final int BETWEEN = 200;
  private static final Duration SEEN = Duration.ofSeconds(2);

  @Override
  public String id() {
    return "F19";
  }

  @Override
  public String title() {
    return "The clock of one instance is an hour off, and jumps";
  }

  @Override
  public boolean isAlone() {
    return true;
  }

  @Override
  public List<Finding> run(Plan plan, long seed) {
    Optional<Path> library = LIBRARIES.stream().filter(Files::exists).findFirst();
    if (library.isEmpty()) {
      return List.of(
          Finding.told("left out", "there is no libfaketime (apt-get install faketime)"));
    }
    List<Finding> findings = new ArrayList<>();
    try (Redis redis = Redis.start();
        Postgres postgres = Postgres.start()) {
      Path clock = set(temporary(), "+0");
      // Looking at another clock costs more, so both do.
      Path still = set(temporary(), "+0");
      String database = postgres.uri(postgres.newDatabase());
      try (HubbubProcess right = lasting(database, redis.uri(), library.get(), still);
          HubbubProcess askew = lasting(database, redis.uri(), library.get(), clock)) {
        var unused = right.start();
        var unusedToo = askew.start();
        findings.addAll(talk(right, askew, clock));
        findings.addAll(tokens(right, askew, clock));
      }
    }
    return findings;
  }

  private static List<Finding> talk(HubbubProcess right, HubbubProcess askew, Path clock) {
    LateLoops loops = LateLoops.of(List.of(right, askew));
    Duration rightBefore = cpu(right);
    Duration askewBefore = cpu(askew);
    try (Conversation talk = Conversation.between(List.of(right, askew), USERS, ROOMS)) {
      int all = (JUMPS.size() + 1) * BETWEEN;
      talk.say(all, PER_SECOND);
      for (int i = 0; i < JUMPS.size(); i++) {
        talk.awaitAcked((i + 1) * BETWEEN);
        Path unused = set(clock, JUMPS.get(i));
      }
      talk.finish();
      Duration rightTook = cpu(right).minus(rightBefore);
      Duration askewTook = cpu(askew).minus(askewBefore);
      return List.of(
          Finding.promise(
              "all promises kept over " + JUMPS, talk.acked() + " acked", talk.acked() == all),
          Finding.promise(
              "no storm of timers: at most three times the processor time of the other",
              Finding.words(askewTook) + ", the other " + Finding.words(rightTook),
              askewTook.compareTo(rightTook.multipliedBy(3)) <= 0),
          loops.found());
    }
  }

  /** Tokens are believed 30 s beyond their times by the clock of who is asked, and no longer. */
  private static List<Finding> tokens(HubbubProcess right, HubbubProcess askew, Path clock) {
    List<Finding> findings = new ArrayList<>();
    Rest.User ann = right.rest().guest("Ann");
    for (String offset : List.of("+0", "-20s", "-60m", "+25h")) {
      Path unused = set(clock, offset);
      int wanted = offset.endsWith("0m") || offset.endsWith("h") ? 401 : 200;
      UnderLoad.await(System.nanoTime(), SEEN);
      int status = askew.rest().as(ann).get("/me").status();
      findings.add(Finding.promise(
          "a token of a day, by a clock at " + offset + ": " + wanted,
          Integer.toString(status),
          status == wanted));
    }
    Path unused = set(clock, "+0");
    return findings;
  }

  /** One whose tokens outlast an hour, and whose clock is a second or less behind what the file says. */
  private static HubbubProcess lasting(String database, String redis, Path library, Path clock) {
    return HubbubProcess.configured(new JsonObject()
            .put("database", new JsonObject().put("url", database))
            .put("redis", new JsonObject().put("url", redis))
            .put("auth", new JsonObject().put("access_seconds", 86_400)))
        .with("LD_PRELOAD", library.toString())
        .with("FAKETIME_TIMESTAMP_FILE", clock.toString())
        .with("FAKETIME_CACHE_DURATION", "1")
        .with("FAKETIME_DONT_FAKE_MONOTONIC", "1")
        // Else it takes the deadline of each wait of the JVM for one of its wall clock, long past,
        // and all of them spin.
        .with("FAKETIME_FORCE_MONOTONIC_FIX", "0")
        .with("DONT_FAKE_MONOTONIC", "1");
  }

  private static Duration cpu(HubbubProcess instance) {
    return ProcessHandle.of(instance.pid())
        .flatMap(process -> process.info().totalCpuDuration())
        .orElse(Duration.ZERO);
  }

  private static Path temporary() {
    try {
      return Files.createTempFile("hubbub-clock-", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path set(Path clock, String offset) {
    try {
      return Files.writeString(clock, offset + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
