package dev.hubbub.gateway;

import org.jspecify.annotations.Nullable;

/** The path of a plain channel, such as {@code /chat/:user} or {@code /ws}. Immutable. */
final class PlainPath {
  private static final String USER = ":user";

  private final String before;
  private final String after;
  private final boolean named;

  PlainPath(String pattern) {
    int user = pattern.indexOf(USER);
    this.named = user >= 0;
    this.before = named ? pattern.substring(0, user) : pattern;
    this.after = named ? pattern.substring(user + USER.length()) : "";
  }

  /** Whether {@code path}, as it stands in the request, is one of these. */
  boolean matches(String path) {
    return named ? name(path) != null : path.equals(before);
  }

  /**
   * Who comes by {@code path}.
   *
   * @return the name, percent-decoded to UTF-8, not empty and without a colon, for that is where a published name ends;
   *     absent on a path without one
   */
  @Nullable
  String name(String path) {
    if (!named
        || path.length() <= before.length() + after.length()
        || !path.startsWith(before)
        || !path.endsWith(after)) {
      return null;
    }
    String encoded = path.substring(before.length(), path.length() - after.length());
    if (encoded.indexOf('/') >= 0) {
      return null;
    }
    String name = Paths.decoded(encoded);
    return name == null || name.indexOf(':') >= 0 ? null : name;
  }
}
