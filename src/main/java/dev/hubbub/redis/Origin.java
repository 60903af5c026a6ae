package dev.hubbub.redis;

import io.vertx.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The sign of an instance on what it publishes: the field {@code origin}, put last into a JSON object. So an instance knows
 * its own messages by their end, without reading them.
 */
final class Origin {
  private final byte[] end;

  Origin(String instance) {
    end = (",\"origin\":" + Json.encode(instance) + "}").getBytes(StandardCharsets.UTF_8);
  }

  /** A JSON object that is not empty, with the sign. */
  byte[] signed(byte[] object) {
    byte[] signed = Arrays.copyOf(object, object.length - 1 + end.length);
    System.arraycopy(end, 0, signed, object.length - 1, end.length);
    return signed;
  }

  /** Whether a message bears the sign of this instance. */
  boolean signedBySelf(byte[] message) {
    int from = message.length - end.length;
    return from >= 0 && Arrays.equals(message, from, message.length, end, 0, end.length);
  }
}
