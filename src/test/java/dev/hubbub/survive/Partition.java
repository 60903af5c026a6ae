package dev.hubbub.survive;

import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.Rest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** F17: one instance cannot reach Redis, another not PostgreSQL. The bytes are held, no connection breaks. */
final class Partition extends UnderLoad {
  private static final Duration NOTICED = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration AT_HEADS = Duration.ofSeconds(10);
  private static final Duration TOLD = Duration.ofSeconds(5);
  private static final int WITHOUT_REDIS = 0;
  private static final int WITHOUT_POSTGRES = 1;

  private final List<Finding> findings = new ArrayList<>();

  Partition() {
    super("F17", "one instance without Redis, another without PostgreSQL");
  }

  @Override
  protected void strike(Scene scene) {
    findings.clear();
    long struck = System.nanoTime();
    scene.site().toRedis(WITHOUT_REDIS).blackhole();
    scene.site().toPostgres(WITHOUT_POSTGRES).blackhole();
    notice(
        "the one without PostgreSQL is unready",
        scene,
        WITHOUT_POSTGRES,
        503,
        "store\":\"away",
        struck);
    notice(
        "the one without Redis is ready, and degraded",
        scene,
        WITHOUT_REDIS,
        200,
        "degraded",
        struck);
    Eventually.within(
        PATIENCE,
        () -> scene
                .site()
                .balancer()
                .isReady(scene.site().instance(WITHOUT_POSTGRES).port())
            ? "the balancer still sends people there"
            : null);
    try (Voice voice = Voice.at(scene.site().instance(WITHOUT_REDIS))) {
      String answer = voice.say();
      findings.add(Finding.promise(
          "a send at the one without Redis is acked", answer, answer.equals("ack")));
    }
  }

  private void notice(
      String what, Scene scene, int instance, int status, String words, long struck) {
    Eventually.within(PATIENCE, () -> {
      Rest.Answer answer = scene.site().instance(instance).rest().page("/readyz");
      return answer.status() == status && answer.text().contains(words) ? null : answer.text();
    });
    findings.add(Finding.within(what, NOTICED, Duration.ofNanos(System.nanoTime() - struck)));
  }

  @Override
  protected void heal(Scene scene) {
    scene.site().toRedis(WITHOUT_REDIS).pass();
    scene.site().toPostgres(WITHOUT_POSTGRES).pass();
  }

  @Override
  protected Judgement judgement() {
    return new Judgement(AT_HEADS, AT_HEADS);
  }

  @Override
  protected List<Finding> measure(Scene scene, Aftermath aftermath) {
    Refusals refusals = new Refusals(aftermath.testimonies());
    Map<String, Integer> codes = refusals.codes(aftermath.struck(), aftermath.stopped());
    findings.add(Finding.promise(
        "refused with unavailable only",
        codes.toString(),
        codes.keySet().stream().allMatch("unavailable"::equals)));
    findings.add(Finding.within(
        "the slowest refusal", TOLD, refusals.slowest(aftermath.struck(), aftermath.stopped())));
    return findings;
  }
}
