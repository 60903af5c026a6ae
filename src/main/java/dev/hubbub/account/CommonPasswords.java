package dev.hubbub.account;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The passwords that are guessed first, compared without regard to case. */
final class CommonPasswords {
  private static final String LIST = "common-passwords.txt";

  private final Set<String> list;

  private CommonPasswords(Set<String> list) {
    this.list = list;
  }

  /** Reads the list that Hubbub ships; a jar without it does not start. */
  static CommonPasswords load() {
    InputStream stream = CommonPasswords.class.getResourceAsStream(LIST);
    if (stream == null) {
      throw new IllegalStateException(LIST + " is missing");
    }
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return new CommonPasswords(lines.lines().collect(Collectors.toUnmodifiableSet()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean contains(String password) {
    return list.contains(password.toLowerCase(Locale.ROOT));
  }

  int size() {
    return list.size();
  }
}
