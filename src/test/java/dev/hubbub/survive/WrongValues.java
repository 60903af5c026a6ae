package dev.hubbub.survive;

import java.util.List;

/** The kinds of fields that frames and bodies have, and values that one of a kind cannot be. */
enum WrongValues {
  STRING("null", "5", "true", "[]", "['a']", "{}"),
  SEQ(
      "null",
      "'5'",
      "true",
      "[]",
      "{}",
      "-1",
      "-0",
      "1.5",
      "5.0",
      "1e2",
      "1e400",
      "9223372036854775808",
      "-9223372036854775809",
      "99999999999999999999999999"),
  FLAG("null", "0", "1", "'true'", "[]", "{}"),
  LIMIT("null", "'5'", "[]", "0", "-1", "201", "4294967297", "1.0"),
  KEY("null", "5", "''", "'a b'", "'a/b'", "'é'", "'\\u0000'", "'" + "k".repeat(65) + "'", "[]"),
  TEXT(
      "null",
      "5",
      "true",
      "['XSECRETX']",
      "{'XSECRETX':1}",
      "''",
      "' \\t\\r\\n'",
      "'\\u200b\\u2060\\ufeff'",
      "'XSECRETX \\u0000'",
      "'XSECRETX \\ud800'",
      "'\\udc4d XSECRETX'"),
  NAME(
      "null", "5", "''", "'a\\u0000b'", "'a\\nb'", "'a\\u202eb'", "'" + "n".repeat(65) + "'", "[]");

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> values;

  WrongValues(String... values) {
    this.values = List.of(values);
  }

  /** Those values in JSON, with apostrophes for quotation marks. */
  List<String> all() {
    return values;
  }
}
