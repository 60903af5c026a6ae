package dev.hubbub.protocol;

/** What was to be read is no event of PROTOCOL.md 3.3 that this version knows. The message holds nothing of it. */
public final class MalformedEvent extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedEvent(String message) {
    super(message, null, false, false);
  }
}
