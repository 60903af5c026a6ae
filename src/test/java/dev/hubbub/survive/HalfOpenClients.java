package dev.hubbub.survive;

import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.TcpProxy;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * F15: the network of many clients is gone, without a word to either side. The server asks each heartbeat, and closes who
 * is silent for two; the heartbeat is shorter here, so that nobody has to wait for it.
 */
final class HalfOpenClients extends Greed {
  private static final int MOST = 50;
  private static final int HEARTBEAT_MS = 4_000;

  /** Two heartbeats; they are looked at once a second. */
  private static final Duration NOTICED = Duration.ofMillis(2 * HEARTBEAT_MS + 3_000);

  /** The grace, the time to tell others, and that of the look. */
  private static final Duration OFFLINE = NOTICED.plusSeconds(7);

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final List<Finding> found = new ArrayList<>();
  private @Nullable Mob mob;
  private @Nullable TcpProxy network;
  private String room = "";

  HalfOpenClients() {
    super("F15", "the network of 50 clients is gone without a word, heartbeat of 4 s");
  }

  @Override
  JsonObject changes() {
    return new JsonObject().put("limits", new JsonObject().put("heartbeat_ms", HEARTBEAT_MS));
  }

  @Override
  protected void prepare(Scene scene) {
    HubbubProcess instance = scene.site().instance(0);
    found.clear();
    TcpProxy between = TcpProxy.to(instance.port());
    network = between;
    Mob crowd = new Mob(instance, between.port(), Math.min(MOST, scene.plan().people()), 1);
    mob = crowd;
    room = instance.rest().as(crowd.members().get(0).user()).newRoom("Half open");
    crowd.come();
    crowd.each(member -> member.send(new JsonObject().put("type", "join").put("room", room)));
    crowd.await("in the room", member -> member.heard() >= 2);
  }

  @Override
  int connected() {
    return crowd().members().size();
  }

  @Override
  void take(HubbubProcess instance, Scene scene) {
    Mob crowd = crowd();
    Gauges before = Gauges.of(instance);
    int count = crowd.members().size();
    Rest.User watcher = crowd.members().get(0).user();
    if (network != null) {
      network.blackhole();
    }
    long begin = System.nanoTime();
    Eventually.within(PATIENCE, () -> {
      long left = Gauges.of(instance).sessions() - (before.sessions() - count);
      return left <= 0 ? null : left + " of them are still there";
    });
    found.add(Finding.within(
        "all " + count + " closed, two heartbeats and a look later", NOTICED, since(begin)));
    Eventually.within(PATIENCE, () -> {
      long here = instance
          .rest()
          .as(watcher)
          .get("/rooms/" + room + "/members?limit=200")
          .entries("members")
          .stream()
          .filter(member -> !"offline".equals(member.getString("state")))
          .count();
      return here == 0 ? null : here + " are not offline";
    });
    found.add(Finding.within("all offline for others", OFFLINE, since(begin)));
    Eventually.within(PATIENCE, () -> {
      long left = Gauges.of(instance).descriptors() - (before.descriptors() - count);
      return left <= count / 10 ? null : left + " descriptors are still open";
    });
    found.add(Finding.within("descriptors closed", OFFLINE, since(begin)));
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  @Override
  void stop() {
    if (network != null) {
      network.close();
    }
    crowd().close();
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
        Finding.told("closed with 4408", Long.toString(after.closed(4408) - before.closed(4408))));
    return findings;
  }
}
