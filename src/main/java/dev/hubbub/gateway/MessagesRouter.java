package dev.hubbub.gateway;

import dev.hubbub.protocol.EventJson;
import dev.hubbub.protocol.Json;
import dev.hubbub.protocol.Push;
import dev.hubbub.protocol.PushJson;
import dev.hubbub.protocol.Syntax;
import dev.hubbub.room.Draft;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Event;
import dev.hubbub.room.History;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /rooms/{room}/messages} and {@code /rooms/{room}/log}: what is said in rooms, and what else happened there. */
final class MessagesRouter {
  private static final int LOG_MOST = 1_000;
  private static final int LOG_DEFAULT = 200;

  /** Of an event in an answer, where no message is longer. */
  private static final int LEAST_BYTES = 256;

  private static final long WAIT_MS = 1_000;

  private final History history;
  private final Speech speech;
  private final UserLimit reads;
  private final LongAnswers answers;
  private final int textLimit;

  /**
   * The routes.
   *
   * @param reads how often a user may read
   * @param answers what waits of the answers
   * @param textLimit code points of a message
   */
  MessagesRouter(
      History history, Speech speech, UserLimit reads, LongAnswers answers, int textLimit) {
    this.history = history;
    this.speech = speech;
    this.reads = reads;
    this.answers = answers;
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
    answer(
        routing,
        limit,
        () -> history.page(asked),
        History.Page::events,
        page -> PushJson.encode(new Push.History(null, page.room(), page.events(), page.more())));
  }

  /** Answers with what is read, unless too much that was read before still waits for who asked. */
  private <P> void answer(
      RoutingContext routing,
      int limit,
      Supplier<Future<P>> read,
      Function<P, List<Event>> events,
      Function<P, byte[]> encoding) {
    User user = Bearer.user(routing);
    if (!answers.hasRoom(user)) {
      throw new Refusal(
          ErrorCode.RATE_LIMITED,
          "Too many long answers wait to be taken; wait a moment.",
          WAIT_MS);
    }
    long bytes = (long) limit * Math.max(textLimit, LEAST_BYTES);
    answers.waits(user, bytes);
    answers
        .make(routing.vertx(), read, events, encoding)
        .onSuccess(
            json -> Answer.sent(routing, 200, json).onComplete(taken -> answers.taken(user, bytes)))
        .onFailure(cause -> {
          answers.taken(user, bytes);
          routing.fail(cause);
        });
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
    answer(
        routing,
        limit,
        () -> history.log(asked),
        History.LogPage::events,
        page -> Json.bytes(json(page)));
  }

  private static Json.Content json(History.LogPage page) {
    return to -> {
      to.writeStartObject();
      to.writeArrayFieldStart("events");
      for (Event event : page.events()) {
        EventJson.write(to, event);
      }
      to.writeEndArray();
      to.writeNumberField("seq", page.seq());
      to.writeBooleanField("more", page.more());
      to.writeEndObject();
    };
  }
}
