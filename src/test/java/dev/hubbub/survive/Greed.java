package dev.hubbub.survive;

import dev.hubbub.testing.HubbubProcess;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody takes more than their share while others talk: at the one instance there is, so that nobody gets out of the
 * way. How the others fare is compared with how they fared before, in the same run on the same machine.
 */
abstract class Greed extends UnderLoad {
  /** A JVM that has just started to work is no measure. */
  private static final Duration WARM = Duration.ofSeconds(1);

  private static final double MORE = 1.2;

  /** Below it nobody feels a difference, and a machine of two cores that does the greed as well always has one. */
  private static final Duration UNNOTICED = Duration.ofMillis(50);

  private static final double KEPT_BYTES = 256 << 20;

  private @Nullable Gauges before;

  Greed(String id, String title) {
    super(id, title);
  }

  @Override
  public boolean isAlone() {
    return true;
  }

  /** Its end is the end of the comparison. */
  @Override
  protected final Plan suited(Plan given) {
    return new Plan(
        given.rooms(),
        given.members(),
        given.crowd(),
        given.perSecond(),
        given.strike(),
        given.heal(),
        given.heal().plusSeconds(1),
        Duration.ofSeconds(1));
  }

  /** A JVM gives little back of what it once had; how much that may be is a finding of its own. */
  @Override
  protected final Vitals expected(Vitals before) {
    return new Vitals(
        before.bytes() + KEPT_BYTES,
        before.descriptors() - connected(),
        before.threads(),
        before.toPostgres(),
        before.toRedis());
  }

  /** How many connections of the greedy there are before they are greedy. */
  int connected() {
    return 0;
  }

  /** Changes to the configuration. */
  JsonObject changes() {
    return new JsonObject();
  }

  /** Addresses are believed as if a proxy told them, so that limits can tell the greedy from the others. */
  @Override
  protected final Site open() {
    JsonObject trusting = new JsonObject()
        .put("http", new JsonObject().put("trusted_proxies", new JsonArray().add("127.0.0.1/32")));
    return Site.alone(trusting.mergeIn(changes(), true)).started(List.of(0));
  }

  @Override
  protected final void strike(Scene scene) {
    before = Gauges.of(scene.site().instance(0));
    take(scene.site().instance(0), scene);
  }

  @Override
  protected final void heal(Scene scene) {
    stop();
  }

  /** Has the greedy take what they can, until it is over. Blocks. */
  abstract void take(HubbubProcess instance, Scene scene);

  /** Ends what is left of it. */
  abstract void stop();

  /** What the greedy came to. */
  abstract List<Finding> outcome(Gauges before, Gauges after);

  @Override
  protected final List<Finding> measure(Scene scene, Aftermath aftermath) {
    Gauges was = before == null ? new Gauges(Map.of()) : before;
    Timeline timeline = aftermath.timeline();
    long warm = aftermath.begin() + WARM.toNanos();
    long calm = aftermath.calm();
    long struck = aftermath.struck();
    long over = aftermath.healed();
    List<Finding> findings = new ArrayList<>();
    findings.add(others("ack", timeline.ackP99(warm, calm), timeline.ackP99(struck, over)));
    findings.add(
        others("delivery", timeline.deliveryP99(warm, calm), timeline.deliveryP99(struck, over)));
    findings.addAll(outcome(was, Gauges.of(scene.site().instance(0))));
    return findings;
  }

  /** How the others fared without and with the greed. */
  Finding others(String what, Duration without, Duration with) {
    boolean kept = with.toNanos() <= without.toNanos() * MORE || with.compareTo(UNNOTICED) <= 0;
    return new Finding(
        "others' " + what + " p99 < +20 %, or ≤ " + Finding.words(UNNOTICED),
        Finding.words(without) + " before, " + Finding.words(with) + " under it",
        kept,
        true);
  }
}
