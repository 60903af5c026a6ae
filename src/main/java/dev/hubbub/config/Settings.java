package dev.hubbub.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The value of every key, typed, with where it was said. One thread fills it, then it is only read. */
final class Settings {
  private static final String DEFAULT = "default";

  private final Map<Key<?>, Setting> said = new HashMap<>();
  private final Profile profile;

  Settings(Profile profile) {
    this.profile = profile;
  }

  private record Setting(Object value, String where) {}

  /** Sets a key that nothing of a higher rank has set. */
  <T> void offer(Key<T> key, T value, String where) {
    said.putIfAbsent(key, new Setting(Objects.requireNonNull(value), where));
  }

  Profile profile() {
    return profile;
  }

  boolean isSaid(Key<?> key) {
    return said.containsKey(key);
  }

  /** Where it was said; {@code default} where it was not. */
  String where(Key<?> key) {
    Setting setting = said.get(key);
    return setting == null ? DEFAULT : setting.where();
  }

  /** What was said, else the default of the profile; absent where there is none. */
  @SuppressWarnings(
      "unchecked") // offer is the only way in, and it ties the value's type to the key's
  <T> @Nullable T find(Key<T> key) {
    Setting setting = said.get(key);
    return setting == null ? key.fallback(profile) : (T) setting.value();
  }

  /** The same for a key that has a default. */
  <T> T get(Key<T> key) {
    return Objects.requireNonNull(find(key), key.name());
  }

  /** Every key, for a person. */
  List<Reading.Line> lines() {
    return Keys.ALL.stream().map(this::line).toList();
  }

  private <T> Reading.Line line(Key<T> key) {
    T value = find(key);
    if (value == null) {
      return new Reading.Line(key.name(), "", DEFAULT);
    }
    String shown = key.secret() ? key.kind().masked(value) : key.kind().show(value);
    return new Reading.Line(key.name(), shown, where(key));
  }
}
