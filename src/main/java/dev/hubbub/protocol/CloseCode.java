package dev.hubbub.protocol;

/** Why the server ends a WebSocket (PROTOCOL.md 3.6, RFC 6455 section 7.4). */
public enum CloseCode {
  NORMAL(1000, "normal"),
  PROTOCOL_ERROR(1002, "not RFC 6455"),
  BINARY(1003, "binary frames are not spoken here"),
  INVALID_UTF8(1007, "invalid UTF-8"),
  EMPTY_FRAGMENTS(1008, "too many empty fragments"),
  TOO_BIG(1009, "message too big"),
  FAULT(1011, "a fault of the server"),
  RESTART(1012, "this instance restarts"),
  UNAUTHORIZED(4401, "no valid token"),
  DISABLED(4403, "account disabled"),
  SILENT(4408, "silent for two heartbeats"),
  TOO_MANY_SESSIONS(4409, "too many sessions of this user"),
  TOO_SLOW(4413, "reads too slowly"),
  FLOODING(4429, "flooding");

  private final int code;
  private final String reason;

  CloseCode(int code, String reason) {
    this.code = code;
    this.reason = reason;
  }

  /** What a connection is closed with whose frames were found to break RFC 6455 in the way {@code number} says. */
  public static CloseCode ofFault(int number) {
    return switch (number) {
      case 1007 -> INVALID_UTF8;
      case 1009 -> TOO_BIG;
      default -> PROTOCOL_ERROR;
    };
  }

  /** The number in the close frame. */
  public int code() {
    return code;
  }

  /** The words beside it. */
  public String reason() {
    return reason;
  }
}
