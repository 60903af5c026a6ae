package dev.hubbub.survive;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** F3: a third instance comes to two that are under load, and takes its part of the traffic once it is ready. */
final class InstanceJoins extends UnderLoad {
  private static final int NEW = 2;
  private static final int SERVER_FAULT = 500;

  private @Nullable Prober prober;

  InstanceJoins() {
    super("F3", "a new instance joins");
  }

  @Override
  protected Site open() {
    return Site.of(NEW + 1, false, new JsonObject()).started(List.of(0, 1));
  }

  @Override
  protected void prepare(Scene scene) {
    String token = scene.load().users().get(0).token();
    prober = new Prober(List.of(scene.site().balancer().port()), "/api/v1/me", token, "username");
  }

  @Override
  protected void strike(Scene scene) {
    scene.site().start(List.of(NEW));
  }

  /** Some lose their connections, and come back to where there is room. */
  @Override
  protected void heal(Scene scene) {
    scene.site().balancer().cut(3);
  }

  @Override
  protected List<Finding> measure(Scene scene, Aftermath aftermath) {
    Site site = scene.site();
    int there = site.balancer().connections(site.instance(NEW).port());
    long sockets = scene.load().turnedAway().entrySet().stream()
        .filter(one -> one.getKey() >= SERVER_FAULT)
        .mapToInt(Map.Entry::getValue)
        .sum();
    try (Prober asked = prober) {
      return asked == null
          ? List.of()
          : List.of(
              Finding.none("answers 5xx over HTTP", asked.from(SERVER_FAULT), asked.toString()),
              Finding.told("answers over HTTP", asked.toString()),
              Finding.none("handshakes answered 5xx", sockets, "one"),
              Finding.promise(
                  "the new instance has sessions in the end", there + " sessions", there > 0));
    }
  }
}
