package dev.hubbub.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was said about each key, not yet read: the highest rank first. */
final class Given {
  private final Map<String, List<Word>> byKey = new HashMap<>();

  /**
   * One thing said.
   *
   * @param value text where {@code json} is false, else a value of JSON
   */
  record Word(Object value, boolean json, String where) {
    <T> T as(Kind<T> kind) throws Misfit {
      return json ? kind.fromJson(value) : kind.fromText((String) value);
    }
  }

  void add(Key<?> key, Word word) {
    byKey.computeIfAbsent(key.name(), name -> new ArrayList<>()).add(word);
  }

  List<Word> about(Key<?> key) {
    return byKey.getOrDefault(key.name(), List.of());
  }
}
