package dev.hubbub.room;

/**
 * Something was asked for that is not done, and the asker is told why. It is an answer, not a fault: it has no stack
 * trace, and its message is one sentence that may be shown to the person who asked. It never holds what they sent.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String message;
  private final long retryAfterMs;

  /** A refusal that another try will not change by itself. */
  public Refusal(ErrorCode code, String message) {
    this(code, message, 0);
  }

  /** A refusal that is worth another try after {@code retryAfterMs} milliseconds; 0 means it is not said when. */
  public Refusal(ErrorCode code, String message, long retryAfterMs) {
    super(message, null, false, false);
    this.code = code;
    this.message = message;
    this.retryAfterMs = retryAfterMs;
  }

  /** What a person gets for a thing that is not there, or that is not theirs to see: always the same. */
  public static Refusal notFound() {
    return new Refusal(ErrorCode.NOT_FOUND, "There is no such thing, or it is not for you.");
  }

  /** The store cannot be reached, or did not answer in time: nothing was acknowledged. */
  public static Refusal unavailable() {
    return new Refusal(
        ErrorCode.UNAVAILABLE, "The store cannot be reached; send again with the same key.", 1_000);
  }

  /** One sentence for the person who asked. */
  @Override
  public String getMessage() {
    return message;
  }

  public ErrorCode code() {
    return code;
  }

  /** Milliseconds to wait before another try; 0 where that is not known. */
  public long retryAfterMs() {
    return retryAfterMs;
  }
}
