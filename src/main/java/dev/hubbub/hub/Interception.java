package dev.hubbub.hub;

import dev.hubbub.bus.JsonBus;
import dev.hubbub.config.InterceptConfig;
import dev.hubbub.protocol.BusParser;
import dev.hubbub.room.Draft;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Verdict;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows what is said to the service at {@link #ADDRESS}, where there is one, before it is kept. What somebody asks for
 * one room keeps its order, however long the service takes for each; others are not held up. Used on one context.
 */
final class Interception {
  static final String ADDRESS = "hubbub.intercept.message";

  private static final Logger log = LoggerFactory.getLogger(Interception.class);

  /** Drafts that wait for the service, or for one before them that does. */
  private static final int MOST_WAITING = 10_000;

  /** Between two warnings. */
  private static final long WARN_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final JsonBus bus;
  private final InterceptConfig config;
  private final BusParser parser;
  private final InOrder<Turn> inOrder = new InOrder<>();
  private long nextWarning = System.nanoTime();

  /** What keeps its order: all that somebody asks for one room. */
  private record Turn(String room, long account) {}

  Interception(Vertx vertx, InterceptConfig config, BusParser parser) {
    this.bus = JsonBus.of(vertx);
    this.config = config;
    this.parser = parser;
  }

  /** The draft with its verdict, in the order of the calls for one room and sender. */
  Future<Draft> judged(Draft draft) {
    if (inOrder.waiting() >= MOST_WAITING) {
      return Future.failedFuture(Refusal.unavailable());
    }
    return inOrder.take(new Turn(draft.room(), draft.from().id()), seen(draft));
  }

  private Future<Draft> seen(Draft draft) {
    if (draft instanceof Draft.Message said) {
      return verdict(shown(said))
          .map(verdict -> new Draft.Message(
              said.room(), said.from(), said.key(), said.text(), said.replyTo(), verdict));
    } else if (draft instanceof Draft.Edit edit) {
      return verdict(shown(edit))
          .map(verdict -> new Draft.Edit(
              edit.room(), edit.from(), edit.key(), edit.target(), edit.text(), verdict));
    }
    return Future.succeededFuture(draft);
  }

  private static JsonObject shown(Draft.Message said) {
    JsonObject shown = shown(said, "message", said.text(), said.key());
    return said.replyTo() == null ? shown : shown.put("reply_to", said.replyTo());
  }

  private static JsonObject shown(Draft.Edit edit) {
    return shown(edit, "edit", edit.text(), edit.key()).put("target", edit.target());
  }

  private static JsonObject shown(Draft draft, String type, String text, @Nullable String key) {
    JsonObject shown = new JsonObject()
        .put("type", type)
        .put("room", draft.room())
        .put("from", draft.from().username())
        .put("text", text);
    return key == null ? shown : shown.put("key", key);
  }

  /** Never fails. */
  private Future<Verdict> verdict(JsonObject shown) {
    return bus.ask(ADDRESS, shown, config.timeoutMs())
        .map(parser::verdict)
        .otherwise(this::silence);
  }

  private Verdict silence(Throwable cause) {
    boolean nobody =
        cause instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS;
    if (!nobody || !config.allowsOnSilence()) {
      warn(cause);
    }
    return config.allowsOnSilence()
        ? Verdict.ALLOWED
        : Verdict.refused(new Refusal(
            ErrorCode.FORBIDDEN, "Nobody has looked at this message in time; try again later."));
  }

  /** The text of a failure may be what somebody said. */
  private void warn(Throwable cause) {
    long now = System.nanoTime();
    if (now - nextWarning >= 0) {
      nextWarning = now + WARN_NANOS;
      log.warn(
          "{} gave no answer that can be gone by ({}); the message is {}",
          ADDRESS,
          why(cause),
          config.allowsOnSilence() ? "kept as it is" : "refused");
    }
  }

  private static String why(Throwable cause) {
    if (cause instanceof ReplyException reply) {
      return String.valueOf(reply.failureType());
    }
    return cause instanceof Refusal refusal
        ? refusal.getMessage()
        : cause.getClass().getSimpleName();
  }
}
