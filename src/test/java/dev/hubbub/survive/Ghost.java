package dev.hubbub.survive;

import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.WsClient;
import java.time.Duration;

/**
 * Somebody in the first room of the load, whose session is on one instance and who does not come back when that is gone.
 */
final class Ghost implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(90);

  private final Scene scene;
  private final Rest.User user;
  private final WsClient session;

  private Ghost(Scene scene, Rest.User user, WsClient session) {
    this.scene = scene;
    this.user = user;
    this.session = session;
  }

  /** One who is at that instance. */
  static Ghost at(Scene scene, int instance) {
    Rest.User user = scene.site().rest().guest("Ghost");
    WsClient session = WsClient.connect(scene.site().instance(instance).port(), user);
    String type = session.join(scene.load().rooms().get(0)).getString("type");
    if (!"joined".equals(type)) {
      throw new IllegalStateException("The ghost is answered " + type);
    }
    return new Ghost(scene, user, session);
  }

  /** Waits until others are told that the ghost is offline; how long that took from a moment on. */
  Duration offlineAfter(long moment) {
    long[] at = {0};
    Eventually.within(LONGEST, () -> {
      var told = new Sightings(scene.load().testimonies()).offline(user.username(), moment);
      told.ifPresent(nanos -> at[0] = nanos);
      return told.isPresent() ? null : "nobody is told that the ghost is gone";
    });
    return Duration.ofNanos(at[0] - moment);
  }

  @Override
  public void close() {
    session.close();
  }
}
