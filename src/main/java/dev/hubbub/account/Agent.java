package dev.hubbub.account;

import dev.hubbub.ops.LogText;
import org.jspecify.annotations.Nullable;

/** What a client calls itself. It is shown to the owner of a login, so only what can be shown is kept of it. */
final class Agent {
  /** Code points that are kept. */
  static final int LONGEST = 200;

  private Agent() {}

  /** What is kept of it: one line of bounded length, nothing that reorders or hides text; absent where nothing is left. */
  static @Nullable String shown(@Nullable String agent) {
    if (agent == null) {
      return null;
    }
    String shown = agent
        .codePoints()
        .filter(LogText::isPlain)
        .limit(LONGEST)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .strip();
    return shown.isEmpty() ? null : shown;
  }
}
