package dev.hubbub.config;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be configured. All that is known of a key is here, and reading, the names of its variables, {@code
 * --check}, {@code --help} and the documentation follow from it.
 *
 * @param name as in {@code --http.port} and as the path in the file
 * @param kind the values it takes
 * @param dev what it is in development where nothing is said; absent for nothing, or what {@code otherwise} tells
 * @param production what it is in production where nothing is said
 * @param otherwise in place of a default: what happens where nothing is said, for a person; empty where the defaults
 *     say it
 * @param secret whether its value is never shown
 * @param conventional the variable other software has for it, read after its own; empty for none
 * @param unit of a number; empty for what has none
 * @param meaning one line for a person
 */
record Key<T>(
    String name,
    Kind<T> kind,
    @Nullable T dev,
    @Nullable T production,
    String otherwise,
    boolean secret,
    String conventional,
    String unit,
    String meaning) {

  /** A key with one default for both profiles. */
  static <T> Key<T> key(String name, Kind<T> kind, T value, String unit, String meaning) {
    return new Key<>(name, kind, value, value, "", false, "", unit, meaning);
  }

  /** A key whose default depends on the profile. */
  static <T> Key<T> either(String name, Kind<T> kind, T dev, T production, String meaning) {
    return new Key<>(name, kind, dev, production, "", false, "", "", meaning);
  }

  /** A key that may be left out; {@code otherwise} tells what that means. */
  static <T> Key<T> optional(String name, Kind<T> kind, String otherwise, String meaning) {
    return new Key<>(name, kind, null, null, otherwise, false, "", "", meaning);
  }

  /** The same key, its value kept from view. */
  Key<T> kept() {
    return new Key<>(name, kind, dev, production, otherwise, true, conventional, unit, meaning);
  }

  /** The same key, also read from a variable that other software has for it. */
  Key<T> orVariable(String variable) {
    return new Key<>(name, kind, dev, production, otherwise, secret, variable, unit, meaning);
  }

  /** What it is where nothing is said. */
  @Nullable
  T fallback(Profile profile) {
    return profile == Profile.DEV ? dev : production;
  }

  /** Its environment variable: {@code HUBBUB_HTTP_PORT}. */
  String variable() {
    return "HUBBUB_" + name.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  /** The variable that names a file holding its value; only secrets have one. */
  String fileVariable() {
    return variable() + "_FILE";
  }

  /** All variables it is read from, the strongest first. */
  List<String> variables() {
    return Stream.of(variable(), secret ? fileVariable() : "", conventional)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** The default for a person. */
  String fallbackShown(Profile profile) {
    T value = fallback(profile);
    if (value == null) {
      return otherwise;
    }
    String shown = kind.show(value);
    return shown.isEmpty() ? "none" : shown;
  }
}
