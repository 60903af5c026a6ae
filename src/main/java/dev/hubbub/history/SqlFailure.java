package dev.hubbub.history;

import dev.hubbub.room.Refusal;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** A statement or a transaction did not succeed. Has no stack trace: it is the answer of a database. */
final class SqlFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is known about what happened. */
  enum Kind {
    /** The database was not reached, or took the transaction back by itself: nothing happened, another try may help. */
    LOST,
    /** The commit was sent and not answered: it happened or it did not. */
    UNKNOWN,
    /** A value was refused: nothing happened, and nothing will with the same values. */
    DATA,
    /** Somebody else held a lock for too long, or the statement ran out of time: nothing happened. */
    BUSY,
    /** Anything else: nothing happened, and another try at once is of no use. */
    FAULT
  }

  private final Kind kind;

  SqlFailure(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause, false, false);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  /** What somebody outside is told: a refusal as it is, anything of the database as {@code unavailable}. */
  static <T> Future<T> told(Throwable failure) {
    return Future.failedFuture(failure instanceof SqlFailure ? Refusal.unavailable() : failure);
  }
}
