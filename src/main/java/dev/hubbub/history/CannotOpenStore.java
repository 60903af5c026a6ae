package dev.hubbub.history;

/**
 * The store cannot be opened and waiting would not help, or was waited for in vain. Its message is one line that names
 * the key of the configuration and holds no password; a start ends with it.
 */
public final class CannotOpenStore extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CannotOpenStore(String message) {
    super(message, null, false, false);
  }
}
