package dev.hubbub.gateway;

import dev.hubbub.protocol.EventJson;
import dev.hubbub.protocol.Syntax;
import dev.hubbub.room.Draft;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code /rooms/{room}/messages/{seq}} and what hangs on it: changing, deleting, reacting. */
final class ChangesRouter {
  private final Speech speech;
  private final int textLimit;

  /**
   * The routes.
   *
   * @param textLimit code points of a message
   */
  ChangesRouter(Speech speech, int textLimit) {
    this.speech = speech;
    this.textLimit = textLimit;
  }

  /** Adds the routes to {@code router}. */
  void addTo(Router router, Bodies bodies, Bearer bearer) {
    Resource.at(router, "/rooms/:room/messages/:seq")
        .on(HttpMethod.PATCH, bearer, bodies, this::edit)
        .on(HttpMethod.DELETE, bearer, this::delete)
        .only();
    Resource.at(router, "/rooms/:room/messages/:seq/reactions/:emoji")
        .on(HttpMethod.PUT, bearer, routing -> react(routing, true))
        .on(HttpMethod.DELETE, bearer, routing -> react(routing, false))
        .only();
  }

  private void edit(RoutingContext routing) {
    String text = JsonBody.of(routing).messageText(textLimit);
    answer(
        routing,
        new Draft.Edit(
            Paths.room(routing),
            Bearer.user(routing),
            IdempotencyKey.of(routing),
            Paths.seq(routing),
            text));
  }

  private void delete(RoutingContext routing) {
    answer(
        routing,
        new Draft.Delete(
            Paths.room(routing),
            Bearer.user(routing),
            IdempotencyKey.of(routing),
            Paths.seq(routing)));
  }

  private void react(RoutingContext routing, boolean on) {
    String emoji = routing.pathParam("emoji");
    if (emoji == null || !Syntax.isEmoji(emoji)) {
      throw JsonBody.wrong("emoji", "must be one emoji or a :name:, of at most 32 bytes");
    }
    answer(
        routing,
        new Draft.React(
            Paths.room(routing),
            Bearer.user(routing),
            IdempotencyKey.of(routing),
            Paths.seq(routing),
            emoji,
            on));
  }

  private void answer(RoutingContext routing, Draft draft) {
    speech
        .say(draft)
        .onSuccess(appended -> Answer.bytes(routing, 200, EventJson.encode(appended.event())))
        .onFailure(routing::fail);
  }
}
