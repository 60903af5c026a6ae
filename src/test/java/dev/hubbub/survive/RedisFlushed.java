package dev.hubbub.survive;

import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Rest;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** F8: Redis loses all its data at once. Whose token was revoked stays out. */
final class RedisFlushed extends UnderLoad {
  private static final Duration PRESENCE = Duration.ofSeconds(15);
  private static final Duration LOGOUT = Duration.ofSeconds(10);
  private static final int UNAUTHORIZED = 401;

  private String revoked = "";
  private Duration present = Duration.ZERO;
  private int letIn;
  private int asked;

  RedisFlushed() {
    super("F8", "FLUSHALL");
  }

  @Override
  protected void prepare(Scene scene) {
    letIn = 0;
    asked = 0;
    Rest.User leaver = scene.site().rest().guest("Leaver");
    revoked = leaver.token();
    var unused = scene.site().rest().as(leaver).post("/auth/logout", null).expect(204);
    Eventually.within(LOGOUT, () -> {
      boolean out = scene.site().running().stream().allMatch(one -> isOut(one));
      return out ? null : "the logout is not known everywhere";
    });
  }

  @Override
  protected void strike(Scene scene) {
    scene.site().redis().run("FLUSHALL");
    present = RedisMemory.awaitPresence(scene, System.nanoTime());
    tryAll(scene);
  }

  @Override
  protected void heal(Scene scene) {
    tryAll(scene);
  }

  @Override
  protected void afterwards(Scene scene) {
    tryAll(scene);
  }

  private void tryAll(Scene scene) {
    for (HubbubProcess one : scene.site().running()) {
      asked++;
      if (!isOut(one)) {
        letIn++;
      }
    }
  }

  private boolean isOut(HubbubProcess instance) {
    return instance.rest().withToken(revoked).get("/me").status() == UNAUTHORIZED;
  }

  @Override
  protected List<Finding> measure(Scene scene, Aftermath aftermath) {
    Set<String> flaps =
        new Sightings(aftermath.testimonies()).offline(aftermath.struck(), aftermath.stopped());
    return List.of(
        Finding.within("presence in Redis again", PRESENCE, present),
        Finding.promise(
            "a revoked token is let in: never", letIn + " of " + asked + " times", letIn == 0),
        Finding.promise("shown as offline: nobody", flaps.size() + " people", flaps.isEmpty()));
  }
}
