package dev.hubbub.survive;

import dev.hubbub.testing.HubbubProcess;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that send as much as they are let, for as long as the greed of the plan lasts; who is closed or turned away
 * comes again at once. The limits are those that Hubbub comes with.
 */
final class Flood extends Greed {
  private static final long TICK_MS = 20;
  private static final long WANTED_FRAMES = 10_000;
  private static final Buffer PAYLOAD = Buffer.buffer("x".repeat(125));

  private final Kind kind;
  private final Map<String, Long> tally = new TreeMap<>();
  private long comings;
  private @Nullable Mob mob;
  private String room = "";
  private long timer;
  private Duration lasted = Duration.ZERO;

  /** What they send. */
  enum Kind {
    PINGS("20 clients ping as fast as they can, and read nothing", 20, 1),
    /** Each that floods is closed and comes again: hence several, and from another address each time. */
    FRAMES("one user says 10,000 things a second", 1, 4),
    HANDSHAKES("one address opens 1,000 sessions a second", 1, 1);

    private final String title;
    private final int users;
    private final int sessions;

    Kind(String title, int users, int sessions) {
      this.title = title;
      this.users = users;
      this.sessions = sessions;
    }
  }

  Flood(Kind kind) {
    super("greed", kind.title);
    this.kind = kind;
  }

  /** One for each kind. */
  static List<Fault> ways() {
    return Arrays.stream(Kind.values()).<Fault>map(Flood::new).toList();
  }

  /** The limits of {@code messages} and {@code frames} as they come; tests are let off them otherwise. */
  @Override
  JsonObject changes() {
    return new JsonObject()
        .put(
            "limits",
            new JsonObject()
                .put("messages_per_second", 5)
                .put("messages_burst", 15)
                .put("frames_per_second", 20));
  }

  @Override
  protected void prepare(Scene scene) {
    HubbubProcess instance = scene.site().instance(0);
    tally.clear();
    Mob crowd = new Mob(instance, instance.port(), kind.users, kind.sessions);
    mob = crowd;
    room = instance.rest().as(crowd.members().get(0).user()).newRoom("Flooded");
    crowd.each(member -> member.hears(text -> {
      if (text.startsWith("{\"type\":\"ack\"")) {
        count("acked");
      } else if (text.contains("\"code\":\"rate_limited\"")) {
        count("rate_limited");
      }
    }));
    crowd.come();
  }

  private void count(String what) {
    tally.merge(what, 1L, Long::sum);
  }

  @Override
  int connected() {
    return crowd().members().size();
  }

  @Override
  void take(HubbubProcess instance, Scene scene) {
    long begin = System.nanoTime();
    timer = crowd().vertx().setPeriodic(TICK_MS, id -> crowd().onLoop(this::tick));
    lasted = scene.plan().heal().minus(scene.plan().strike());
    await(begin, lasted);
    stop();
  }

  @Override
  void stop() {
    boolean unused = crowd().vertx().cancelTimer(timer);
  }

  @Override
  protected void afterwards(Scene scene) {
    crowd().close();
  }

  private void tick() {
    for (Mob.Member member : crowd().members()) {
      if (kind == Kind.HANDSHAKES) {
        for (int i = 0; i < 20; i++) {
          watch(member.connect());
        }
      } else if (!comesAgain(member)) {
        send(member);
      }
    }
  }

  private void send(Mob.Member member) {
    if (kind == Kind.PINGS) {
      var unused = member.socket().pause();
    }
    for (int i = 0; i < 200 && member.takes(); i++) {
      if (kind == Kind.PINGS) {
        var unused = member.socket().writePing(PAYLOAD);
      } else {
        member.send(new JsonObject()
            .put("type", "send")
            .put("id", "f")
            .put("room", room)
            .put("text", "a thing to say"));
      }
      count("sent");
    }
  }

  /** Whether it was closed; then it is on its way back. */
  private boolean comesAgain(Mob.Member member) {
    if (member.comes()) {
      return true;
    }
    if (member.closeCode() == 0) {
      return false;
    }
    count("closed with " + member.closeCode());
    if (kind == Kind.FRAMES) {
      comings++;
      member.moves("198.19." + comings / 256 % 256 + "." + comings % 256);
    }
    watch(member.connect());
    return true;
  }

  private void watch(Future<?> connecting) {
    connecting
        .onSuccess(opened -> count("let in"))
        .onFailure(cause -> count(
            cause instanceof UpgradeRejectedException refused
                ? "refused with " + refused.getStatus()
                : "not connected"));
  }

  private Mob crowd() {
    if (mob == null) {
      throw new IllegalStateException("not prepared");
    }
    return mob;
  }

  @Override
  List<Finding> outcome(Gauges before, Gauges after) {
    List<Finding> findings = new ArrayList<>();
    long seconds = lasted.toSeconds() + 1;
    findings.add(Finding.told("what came of it in " + Finding.words(lasted), tally.toString()));
    switch (kind) {
      case PINGS -> findings.add(Finding.promise(
          "flooders are closed with 4429 or 4413",
          (after.closed(4429) - before.closed(4429)) + ", "
              + (after.closed(4413) - before.closed(4413)),
          after.closed(4429) + after.closed(4413) > before.closed(4429) + before.closed(4413)));
      case FRAMES -> {
        long said = tally.getOrDefault("sent", 0L) / lasted.toSeconds();
        findings.add(Finding.promise(
            "said in a second ≥ " + WANTED_FRAMES, Long.toString(said), said >= WANTED_FRAMES));
        findings.add(Finding.atMost(
            "acked of one user: 15 at once and 5 a second",
            15 + 5 * seconds,
            tally.getOrDefault("acked", 0L)));
      }
      case HANDSHAKES -> findings.add(Finding.atMost(
          "let in from one address: 50 at once and 10 a second",
          50 + 10 * seconds,
          tally.getOrDefault("let in", 0L)));
      default -> throw new IllegalStateException();
    }
    findings.add(Finding.atMost(
        "memory that came with it, MiB", 128, (after.resident() - before.resident()) >> 20));
    return findings;
  }
}
