package dev.hubbub.archive;

import java.io.IOException;

/** A line is not what {@code export} writes. Its message has no subject: the line is. */
final class Damaged extends IOException {
  private static final long serialVersionUID = 1L;

  Damaged(String problem) {
    super(problem);
  }

  /** The same, of a line by its number. */
  Damaged at(long number) {
    return new Damaged("Line " + number + " " + getMessage() + "; nothing was done.");
  }
}
