package dev.hubbub.gateway;

import dev.hubbub.protocol.Syntax;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code Idempotency-Key}: the client's own id for what it wants made, spelled as the key of a message. */
final class IdempotencyKey {
  private static final String HEADER = "Idempotency-Key";

  private IdempotencyKey() {}

  /** The key of a request, absent where it has none; {@code BAD_REQUEST} where it has several, or none that can be. */
  static @Nullable String of(RoutingContext routing) {
    List<String> given = routing.request().headers().getAll(HEADER);
    if (given.isEmpty()) {
      return null;
    }
    if (given.size() > 1 || !Syntax.isKey(given.get(0))) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST,
          "The header " + HEADER + " must be 1 to 64 letters, digits or any of _ . : -.");
    }
    return given.get(0);
  }
}
