package dev.hubbub.load;

/** A load that cannot be made or go on. Its message is for a person and holds no token. */
final class LoadFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  LoadFailure(String message) {
    super(message);
  }
}
