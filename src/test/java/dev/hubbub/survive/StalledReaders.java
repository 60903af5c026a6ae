package dev.hubbub.survive;

import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.WsClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * F14: members of a loud room who read no more, or hardly. They read like everybody else before, so that the room costs
 * the same in both halves of the comparison.
 */
final class StalledReaders extends Greed {
  private static final int MOST = 200;
  private static final int LOUD_PER_SECOND = 100;
  private static final int TEXT = 4_000;
  private static final int BACKLOG = 900;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** The kernel takes a few megabytes for each before anything waits in the server. */
  private static final Duration GONE = Duration.ofSeconds(15);

  private static final long BYTES_EACH = 2 << 20;

  private final Habit habit;
  private final List<Finding> found = new ArrayList<>();
  private @Nullable Mob mob;
  private @Nullable WsClient speaker;
  private long timer;
  private String room = "";
  private int count;

  /** What they do. */
  enum Habit {
    NOTHING("200 clients read nothing"),
    DRIP("200 clients read 1 KB/s"),
    ASK("200 clients read nothing, and go on asking"),
    RESUME("200 clients resume from 900 long messages back and read nothing");

    private final String title;

    Habit(String title) {
      this.title = title;
    }
  }

  StalledReaders(Habit habit) {
    super("F14", habit.title);
    this.habit = habit;
  }

  /** One for each habit. */
  static List<Fault> ways() {
    return Arrays.stream(Habit.values()).<Fault>map(StalledReaders::new).toList();
  }

  @Override
  protected void prepare(Scene scene) {
    HubbubProcess instance = scene.site().instance(0);
    found.clear();
    count = Math.min(MOST, scene.plan().people());
    Mob crowd = new Mob(instance, instance.port(), count, 1);
    mob = crowd;
    Rest.User loud = instance.rest().guest("Loud");
    room = instance.rest().as(loud).newRoom("Loud");
    WsClient voice = WsClient.connect(instance.port(), loud);
    speaker = voice;
    if (habit == Habit.RESUME) {
      for (Mob.Member member : crowd.members()) {
        Rest rest = instance.rest().as(member.user());
        var unused = rest.post("/rooms/" + room + "/join", new JsonObject());
      }
      for (int said = 0; said < BACKLOG; said++) {
        say(voice);
      }
      voice.barrier();
    }
    crowd.come();
    crowd.each(member -> {
      if (habit != Habit.RESUME) {
        member.send(join());
      }
    });
    if (habit != Habit.RESUME) {
      crowd.await("in the room", member -> member.heard() >= 2);
      timer = crowd.vertx().setPeriodic(1_000 / LOUD_PER_SECOND, id -> say(voice));
    }
  }

  private JsonObject join() {
    return new JsonObject().put("type", "join").put("room", room);
  }

  private void say(WsClient voice) {
    voice.send(
        new JsonObject().put("type", "send").put("room", room).put("text", "x".repeat(TEXT)));
  }

  @Override
  int connected() {
    return crowd().members().size();
  }

  @Override
  void take(HubbubProcess instance, Scene scene) {
    Gauges before = Gauges.of(instance);
    long begin = System.nanoTime();
    crowd().each(this::turnGreedy);
    long[] most = {before.resident()};
    Eventually.within(PATIENCE, () -> {
      Gauges now = Gauges.of(instance);
      most[0] = Math.max(most[0], now.resident());
      long left = now.sessions() - (before.sessions() - count);
      boolean over = habit == Habit.RESUME ? System.nanoTime() - begin > GONE.toNanos() : left <= 0;
      return over ? null : left + " of them are still there";
    });
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    if (habit != Habit.RESUME) { // of whom most still wait for their turn, and take nothing
      found.add(Finding.within("all " + count + " gone", GONE, took));
    }
    found.add(new Finding(
        "memory of each ≤ 2 MiB",
        mebibytes((most[0] - before.resident()) / (double) count),
        most[0] - before.resident() <= BYTES_EACH * count,
        true));
  }

  private void turnGreedy(Mob.Member member) {
    member.socket().pause();
    switch (habit) {
      case NOTHING -> {}
      case DRIP -> every(TEXT, () -> {
        var unused = member.socket().fetch(1);
      });
      case ASK -> every(
          200,
          () -> member.send(
              new JsonObject().put("type", "history").put("room", room).put("limit", 200)));
      case RESUME -> member.send(
          new JsonObject().put("type", "join").put("room", room).put("since", 0));
      default -> throw new IllegalStateException();
    }
  }

  private void every(long ms, Runnable what) {
    long unused = crowd().vertx().setPeriodic(ms, id -> what.run());
  }

  private static String mebibytes(double bytes) {
    return String.format(Locale.ROOT, "%.2f MiB", bytes / (1 << 20));
  }

  @Override
  void stop() {
    boolean unused = crowd().vertx().cancelTimer(timer);
    WsClient voice = speaker;
    if (voice != null) {
      voice.barrier();
    }
  }

  @Override
  protected void afterwards(Scene scene) {
    Mob.Member one = crowd().members().get(0);
    if (habit != Habit.RESUME) {
      found.add(resumed(scene.site().instance(0), one));
    }
    if (speaker != null) {
      speaker.close();
    }
    crowd().close();
  }

  /** Comes back with what it saw last; all since then is there, in as many steps as the server wants. */
  private Finding resumed(HubbubProcess instance, Mob.Member member) {
    long seen = member.message().getLong("seq");
    List<JsonObject> log = instance.rest().as(member.user()).log(room);
    long head = log.get(log.size() - 1).getLong("seq");
    try (WsClient back = WsClient.connect(instance.port(), member.user())) {
      JsonObject joined = back.join(room, seen);
      JsonArray events = joined.getJsonArray("events");
      boolean whole = joined.getBoolean("recovered")
          ? events.size() == head - seen && joined.getLong("seq") == head
          : head - seen > 1_000;
      return Finding.promise(
          "who comes back is told all, or told that it is too much",
          (head - seen) + " missed, " + events.size() + " told, recovered "
              + joined.getBoolean("recovered"),
          whole);
    }
  }

  private Mob crowd() {
    if (mob == null) {
      throw new IllegalStateException("not prepared");
    }
    return mob;
  }

  @Override
  List<Finding> outcome(Gauges before, Gauges after) {
    List<Finding> findings = new ArrayList<>(found);
    findings.add(
        Finding.told("closed with 4413", Long.toString(after.closed(4413) - before.closed(4413))));
    return findings;
  }
}
