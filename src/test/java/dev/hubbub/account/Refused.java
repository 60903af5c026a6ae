package dev.hubbub.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;

/** Asserts how something is refused. */
final class Refused {
  private Refused() {}

  /** Waits for what is to be refused with {@code code}. */
  static Refusal with(ErrorCode code, Future<?> answer) {
    Refusal refusal = assertThrows(Refusal.class, () -> in5s(answer));
    assertEquals(code, refusal.code(), refusal.getMessage());
    return refusal;
  }

  /** Waits for what is to be refused with {@code code}. */
  static void as(ErrorCode code, Future<?> answer) {
    var unused = with(code, answer);
  }

  /** Waits for something to be done, not longer than 5 s. */
  static void done(Future<?> answer) {
    var unused = in5s(answer);
  }

  /** Waits for an answer, not longer than 5 s. */
  static <T> T in5s(Future<T> answer) {
    try {
      return answer.await(5, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new AssertionError("no answer", e);
    }
  }
}
