package dev.hubbub.gateway;

import dev.hubbub.protocol.EventJson;
import dev.hubbub.protocol.Push;
import dev.hubbub.protocol.PushJson;
import dev.hubbub.protocol.Syntax;
import dev.hubbub.room.Draft;
import dev.hubbub.room.Event;
import dev.hubbub.room.History;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** {@code /rooms/{room}/messages} and {@code /rooms/{room}/log}: what is said in rooms, and what else happened there. */
final class MessagesRouter {
  private static final int LOG_MOST = 1_000;
  private static final int LOG_DEFAULT = 200;

  private final History history;
  private final Speech speech;
  private final UserLimit reads;
  private final int textLimit;

  /**
   * The routes.
   *
   * @param reads how often a user may read
   * @param textLimit code points of a message
   */
  MessagesRouter(History history, Speech speech, UserLimit reads, int textLimit) {
    this.history = history;
    this.speech = speech;
    this.reads = reads;
    this.textLimit = textLimit;
  }

  /** Adds the routes to {@code router}. */
  void addTo(Router router, Bodies bodies, Bearer bearer) {
    Resource.at(router, "/rooms/:room/messages")
        .on(HttpMethod.GET, bearer, reads, this::page)
        .on(HttpMethod.POST, bearer, bodies, this::send)
        .only();
    Resource.at(router, "/rooms/:room/log")
        .on(HttpMethod.GET, bearer, reads, this::log)
        .only();
  }

  private void page(RoutingContext routing) {
    Query query = Query.of(routing);
    Long before = query.seq("before");
    Long after = query.seq("after");
    if (before != null && after != null) {
      throw Query.wrong("after", "cannot go together with before");
    }
    int limit = query.limit();
    History.PageQuery asked =
        new History.PageQuery(Paths.room(routing), Bearer.user(routing), before, after, limit);
    history
        .page(asked)
        .onSuccess(page -> Answer.bytes(
            routing,
            200,
            PushJson.encode(new Push.History(null, page.room(), page.events(), page.more()))))
        .onFailure(routing::fail);
  }

  private void send(RoutingContext routing) {
    JsonBody body = JsonBody.of(routing);
    String text = body.messageText(textLimit);
    String key = key(routing, body);
    Long replyTo = body.optionalSeq("reply_to");
    speech
        .say(new Draft.Message(Paths.room(routing), Bearer.user(routing), key, text, replyTo))
        .onSuccess(appended -> {
          byte[] event = EventJson.encode(appended.event());
          Answer.bytes(routing, appended.duplicate() ? 200 : 201, event);
        })
        .onFailure(routing::fail);
  }

  /** The key in the body, else the one in the header. */
  private static @Nullable String key(RoutingContext routing, JsonBody body) {
    String key = body.optionalString("key");
    if (key == null) {
      return IdempotencyKey.of(routing);
    }
    if (!Syntax.isKey(key)) {
      throw JsonBody.wrong("key", "must be 1 to 64 letters, digits or any of _ . : -");
    }
    return key;
  }

  private void log(RoutingContext routing) {
    Query query = Query.of(routing);
    Long after = query.seq("after");
    int limit = query.limit(LOG_MOST, LOG_DEFAULT);
    History.LogQuery asked = new History.LogQuery(
        Paths.room(routing), Bearer.user(routing), after == null ? 0 : after, limit);
    Answer.with(routing, 200, history.log(asked), page -> to -> {
      to.writeStartObject();
      to.writeArrayFieldStart("events");
      for (Event event : page.events()) {
        EventJson.write(to, event);
      }
      to.writeEndArray();
      to.writeNumberField("seq", page.seq());
      to.writeBooleanField("more", page.more());
      to.writeEndObject();
    });
  }
}
