package dev.hubbub.example;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonObject;

/**
 * Hears the room {@code room} of its configuration, and answers {@code !count} there, as {@code user}, with how many
 * messages there are.
 */
public final class Clerk extends VerticleBase {
  @Override
  public Future<?> start() {
    String room = config().getString("room");
    return vertx
        .eventBus()
        .<JsonObject>consumer("hubbub.room." + room, heard -> {
          JsonObject event = heard.body();
          if ("message".equals(event.getString("type"))
              && "!count".equals(event.getString("text"))) {
            count(room, event.getLong("seq"));
          }
        })
        .completion();
  }

  private void count(String room, long asked) {
    EventBus bus = vertx.eventBus();
    bus.<JsonObject>request(
            "hubbub.history.page", new JsonObject().put("room", room).put("limit", 200))
        .map(page -> page.body().getJsonArray("events").size())
        .compose(messages -> bus.<JsonObject>request(
            "hubbub.history.append",
            new JsonObject()
                .put("type", "message")
                .put("room", room)
                .put("from", config().getString("user"))
                .put("text", messages + " messages")
                .put("key", "count-" + asked)
                .put("reply_to", asked)))
        .onFailure(cause -> bus.publish("clerk.failed", cause.getMessage()));
  }
}
