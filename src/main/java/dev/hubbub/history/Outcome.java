package dev.hubbub.history;

import dev.hubbub.room.Appended;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Event;
import dev.hubbub.room.Refusal;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a draft comes to: the answer or the refusal. */
record Outcome(@Nullable Appended appended, @Nullable Refusal refusal) {
  static final Outcome UNAVAILABLE = refused(Refusal.unavailable());
  static final Outcome UNFIT =
      refused(new Refusal(ErrorCode.BAD_REQUEST, "The store cannot keep this message as it is."));

  static Outcome stored(Event event, String epoch) {
    return new Outcome(Appended.stored(List.of(event), epoch), null);
  }

  static Outcome known(Event event) {
    return new Outcome(Appended.known(event), null);
  }

  static Outcome unchanged() {
    return new Outcome(Appended.NOTHING, null);
  }

  static Outcome of(Appended appended) {
    return new Outcome(appended, null);
  }

  static Outcome refused(Refusal refusal) {
    return new Outcome(null, refusal);
  }

  Future<Appended> future() {
    return refusal == null ? Future.succeededFuture(appended) : Future.failedFuture(refusal);
  }
}
