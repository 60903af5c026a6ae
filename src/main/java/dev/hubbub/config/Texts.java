package dev.hubbub.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** The kinds of plain text. */
final class Texts {
  private static final int LEAST_SECRET_BYTES = 32;

  private Texts() {}

  /** Text on one line, of so many code points. */
  static Kind<String> line(int least, int most) {
    return Kind.text(least + " to " + most + " characters on one line", text -> {
      int length = text.codePointCount(0, text.length());
      boolean fits = length >= least && length <= most;
      return fits && text.codePoints().noneMatch(Character::isISOControl)
          ? Optional.of(text)
          : Optional.empty();
    });
  }

  /** Text that all of the pattern matches. */
  static Kind<String> matching(String takes, String pattern) {
    return Kind.text(takes, text -> Optional.of(text).filter(it -> it.matches(pattern)));
  }

  /** A place in the file system, there or not. */
  static Kind<String> path() {
    return Kind.text("a path", text -> {
      try {
        return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text).toString());
      } catch (InvalidPathException e) {
        return Optional.empty();
      }
    });
  }

  /** Enough bytes for HS256. */
  static Kind<String> secret() {
    return Kind.text("text of at least " + LEAST_SECRET_BYTES + " bytes", text -> Optional.of(text)
        .filter(secret -> secret.getBytes(StandardCharsets.UTF_8).length >= LEAST_SECRET_BYTES));
  }
}
