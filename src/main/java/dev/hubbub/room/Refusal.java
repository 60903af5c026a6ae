package dev.hubbub.room;

/**
 * Something was asked for that is not done, and the asker is told why. It is an answer, not a fault: it has no stack
 * trace, and its message is one sentence that may be shown to the person who asked. It never holds what they sent.
 */
public class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String message;
  private final long retryAfterMs;
  private final boolean hidden;

  /** A refusal that another try will not change by itself. */
  public Refusal(ErrorCode code, String message) {
    this(code, message, 0);
  }

  /** A refusal that is worth another try after {@code retryAfterMs} milliseconds; 0 means it is not said when. */
  public Refusal(ErrorCode code, String message, long retryAfterMs) {
    this(code, message, retryAfterMs, false);
  }

  private Refusal(ErrorCode code, String message, long retryAfterMs, boolean hidden) {
    super(message, null, false, false);
    this.code = code;
    this.message = message;
    this.retryAfterMs = retryAfterMs;
    this.hidden = hidden;
  }

  /** What a person gets for a thing that is not there, or that is not theirs to see: always the same. */
  public static Refusal notFound() {
    return notFound(false);
  }

  /** The same for a thing that is there and not theirs to see: nobody but {@link #denies} tells the two apart. */
  public static Refusal hidden() {
    return notFound(true);
  }

  private static Refusal notFound(boolean hidden) {
    return new Refusal(
        ErrorCode.NOT_FOUND, "There is no such thing, or it is not for you.", 0, hidden);
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

  /** Whether it is because of who asked: for our own log only, never for them. */
  public boolean denies() {
    return hidden || code == ErrorCode.FORBIDDEN;
  }

  /** Milliseconds to wait before another try; 0 where that is not known. */
  public long retryAfterMs() {
    return retryAfterMs;
  }
}
