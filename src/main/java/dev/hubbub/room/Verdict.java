package dev.hubbub.room;

import org.jspecify.annotations.Nullable;

/**
 * What somebody who looks at what is said before it is kept made of it. The store goes by it only where the sender's key
 * is new: what is in the log already was judged then, and its sender is told of it whatever would be said now.
 *
 * @param text what is to be kept in place of what was said; absent for that itself
 * @param refusal why nothing is kept; absent where it is
 */
public record Verdict(@Nullable String text, @Nullable Refusal refusal) {
  /** It is kept as it was said. */
  public static final Verdict ALLOWED = new Verdict(null, null);

  /** It is kept as {@code text}. */
  public static Verdict changed(String text) {
    return new Verdict(text, null);
  }

  /** It is not kept. */
  public static Verdict refused(Refusal why) {
    return new Verdict(null, why);
  }

  /** What is kept of {@code said}. */
  String kept(String said) {
    return text == null ? said : text;
  }
}
