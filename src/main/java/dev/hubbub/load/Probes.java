package dev.hubbub.load;

import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Set;

/**
 * The promises that plain traffic does not touch, tried once each after the measured time, with the sessions still there:
 * sending again, and what may not be read. Blocks; not on the event loop.
 */
final class Probes {
  private final Crowd crowd;
  private final Scene scene;
  private final Api api;

  Probes(Crowd crowd, Scene scene, Api api) {
    this.crowd = crowd;
    this.scene = scene;
    this.api = api;
  }

  /** Has every sender send its last acknowledged message again, the same key and text, over whatever session it has. */
  void sendAgain() {
    boolean unused = crowd.ask(() -> {
      Sends sends = crowd.sends();
      Set<Integer> done = new HashSet<>();
      for (int number = sends.count() - 1; number >= 0; number--) {
        if (sends.acknowledged(number) > 0 && done.add(sends.sender(number))) {
          crowd.tally().resent++;
          crowd.clients().get(sends.sender(number)).send(number);
        }
      }
      return true;
    });
  }

  /**
   * Has the owner of the first room remove somebody between two messages. {@link Audit} looks where that session ended.
   */
  void removeSomebody() {
    LoadPlan plan = crowd.plan();
    int unlucky = plan.rooms();
    if (plan.users() <= unlucky || !scene.made()) {
      return;
    }
    String name = crowd.ask(() -> {
      Client client = crowd.clients().get(unlucky);
      client.remove();
      int unused = crowd.say(0, 0);
      return client.username();
    });
    JsonObject unused = api.demand(
        plan.url(0),
        "DELETE",
        "/api/v1/rooms/" + crowd.roomId(0) + "/members/" + name,
        scene.tokens().get(0),
        null);
    int unusedToo = crowd.ask(() -> crowd.say(0, 0));
  }

  /** Asks for a room that is somebody else's own, and for one that is not there: the answers must be alike. */
  void lookAtWhatIsNotTheirs() {
    LoadPlan plan = crowd.plan();
    if (plan.users() < 2) {
      return;
    }
    String owner = scene.tokens().get(0);
    String other = scene.tokens().get(1);
    JsonObject secret = api.demand(
        plan.url(0),
        "POST",
        "/api/v1/rooms",
        owner,
        new JsonObject().put("name", "Load " + scene.run()).put("visibility", "private"));
    String id = secret.getString("id");
    Api.Answer hidden = api.ask(plan.url(1), "GET", "/api/v1/rooms/" + id, other, null);
    Api.Answer nothing = api.ask(plan.url(1), "GET", "/api/v1/rooms/" + id + "-not", other, null);
    if (hidden.status() != 404 || !hidden.equals(nothing)) {
      crowd.breach(
          Promise.AUTHORITY,
          -1,
          1,
          0,
          "a private room of others answers " + hidden.status() + ", one that is not there "
              + nothing.status());
    }
    JsonObject unused = api.demand(plan.url(0), "DELETE", "/api/v1/rooms/" + id, owner, null);
  }
}
