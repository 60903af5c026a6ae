package dev.hubbub.room;

/** The ways Hubbub says no, as PROTOCOL.md 3.5 tells; {@link #wire()} is what a client reads. */
public enum ErrorCode {
  BAD_REQUEST(400),
  UNAUTHORIZED(401),
  FORBIDDEN(403),
  NOT_FOUND(404),
  METHOD_NOT_ALLOWED(405),
  CONFLICT(409),
  TOO_LARGE(413),
  UNSUPPORTED_MEDIA_TYPE(415),
  RATE_LIMITED(429),
  UNAVAILABLE(503);

  private final int status;
  private final String wire;

  ErrorCode(int status) {
    this.status = status;
    this.wire = name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The HTTP status that carries this code. */
  public int status() {
    return status;
  }

  /** The code as it stands in an {@code error} frame and in a problem document. */
  public String wire() {
    return wire;
  }
}
