package dev.hubbub.survive;

import dev.hubbub.testing.HubbubProcess;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** What an instance prints goes nowhere: nobody reads the pipe it prints to, or the disk is full. */
final class StuckOutput implements Fault {
  private static final Duration END = Duration.ofSeconds(30);
  private static final Duration ANSWER = Duration.ofSeconds(1);

  /** A pipe takes 64 KB, and the queue before it 8,192 lines; each of these is several lines. */
  private static final int THINGS = 6_000;

  private final String title;
  private final String script;

  private StuckOutput(String title, String script) {
    this.title = title;
    this.script = script;
  }

  /** Standard output and error are a pipe that nobody reads. */
  static Fault unread() {
    return new StuckOutput(
        "Standard output is a pipe that nobody reads",
        "mkfifo unread && exec \"$@\" 3<>unread >&3 2>&3");
  }

  /** Standard output and error are files on a disk that is full. */
  static Fault full() {
    return new StuckOutput("The disk for the log is full", "exec \"$@\" >/dev/full 2>&1");
  }

  @Override
  public boolean isAlone() {
    return true;
  }

  @Override
  public String id() {
    return "F24";
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public List<Finding> run(Plan plan, long seed) {
    try (HubbubProcess instance = HubbubProcess.configured(
            new JsonObject().put("log", new JsonObject().put("level", "debug")))
        .printing(script)
        .start()) {
      LateLoops loops = LateLoops.of(List.of(instance));
      try (Voice voice = Voice.at(instance)) {
        voice.sayAll(THINGS);
        Duration whileFilling = voice.slowest();
        for (int i = 0; i < 100; i++) {
          String answer = voice.say();
          if (!answer.equals("ack")) {
            throw new AssertionError("Not acked but " + answer);
          }
        }
        Finding kept = voice.kept();
        Finding answers =
            Finding.within("slowest answer once nothing more is printed", ANSWER, voice.slowest());
        int live = instance.rest().page("/livez").status();
        Finding lags = loops.found();
        long asked = System.nanoTime();
        instance.sigterm();
        int code = instance.exitCode(END);
        return List.of(
            kept,
            answers,
            Finding.told("slowest batch of 200 while it filled", Finding.words(whileFilling)),
            lags,
            Finding.promise("/livez 200", Integer.toString(live), live == 200),
            Finding.promise("leaves with 0", Integer.toString(code), code == 0),
            Finding.within("leaves", END, Duration.ofNanos(System.nanoTime() - asked)));
      }
    }
  }
}
