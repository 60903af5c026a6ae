package dev.hubbub.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Byte sequences that are UTF-8, and ones that are not, by RFC 3629: every way of being wrong at its edges. */
final class Utf8Vectors {
  private Utf8Vectors() {}

  /** Sequences that are UTF-8, without control characters, at most 64 code points each. */
  static Map<String, byte[]> valid() {
    Map<String, byte[]> vectors = new LinkedHashMap<>();
    add(vectors, "Greek", "ce ba e1 bd b9 cf 83 ce bc ce b5");
    add(vectors, "Greek prefix of 2", "ce ba");
    add(vectors, "Greek prefix of 5", "ce ba e1 bd b9");
    add(vectors, "Greek prefix of 7", "ce ba e1 bd b9 cf 83");
    add(vectors, "first of 2 bytes", "c2 80");
    add(vectors, "first of 3 bytes", "e0 a0 80");
    add(vectors, "first of 4 bytes", "f0 90 80 80");
    add(vectors, "last of 1 byte", "7f");
    add(vectors, "last of 2 bytes", "df bf");
    add(vectors, "last of 3 bytes", "ef bf bf");
    add(vectors, "last of 4 bytes", "f4 8f bf bf");
    add(vectors, "before the surrogates", "ed 9f bf");
    add(vectors, "after the surrogates", "ee 80 80");
    add(vectors, "replacement character", "ef bf bd");
    add(vectors, "interlinear annotation", "ef bf b9 ef bf ba ef bf bb ef bf bc");
    add(vectors, "byte order mark", "ef bb bf");
    add(vectors, "emoji joined", "f0 9f 91 a8 e2 80 8d f0 9f 91 a9 e2 80 8d f0 9f 91 a7");
    add(vectors, "noncharacter FDD0", "ef b7 90");
    for (int plane = 0; plane <= 16; plane++) {
      for (int last = 0xFFFE; last <= 0xFFFF; last++) {
        int c = plane << 16 | last;
        vectors.put(
            "noncharacter " + Integer.toHexString(c),
            Character.toString(c).getBytes(StandardCharsets.UTF_8));
      }
    }
    return vectors;
  }

  /** Sequences that are not UTF-8, wherever they stand. */
  static Map<String, byte[]> invalid() {
    Map<String, byte[]> vectors = new LinkedHashMap<>();
    add(vectors, "Greek prefix of 1", "ce");
    add(vectors, "Greek prefix of 3", "ce ba e1");
    add(vectors, "Greek prefix of 4", "ce ba e1 bd");
    add(vectors, "Greek prefix of 6", "ce ba e1 bd b9 cf");
    add(vectors, "Greek, then a surrogate", "ce ba e1 bd b9 cf 83 ce bc ce b5 ed a0 80 65 64");
    add(vectors, "beyond 10FFFF", "f4 90 80 80");
    add(vectors, "first of 5 bytes", "f8 88 80 80 80");
    add(vectors, "first of 6 bytes", "fc 84 80 80 80 80");
    add(vectors, "1FFFFF", "f7 bf bf bf");
    add(vectors, "last of 5 bytes", "fb bf bf bf bf");
    add(vectors, "last of 6 bytes", "fd bf bf bf bf bf");
    for (int count = 1; count <= 7; count++) {
      add(vectors, count + " continuations", "80 bf ".repeat(count / 2) + "80 ".repeat(count % 2));
    }
    add(vectors, "last continuation", "bf");
    vectors.put("all continuations", range(0x80, 0xBF, false));
    vectors.put("lonely starts of 2", range(0xC0, 0xDF, true));
    vectors.put("lonely starts of 3", range(0xE0, 0xEF, true));
    vectors.put("lonely starts of 4", range(0xF0, 0xF7, true));
    vectors.put("lonely starts of 5", range(0xF8, 0xFB, true));
    vectors.put("lonely starts of 6", range(0xFC, 0xFD, true));
    List<String> cut = List.of(
        "c0",
        "e0 80",
        "f0 80 80",
        "f8 80 80 80",
        "fc 80 80 80 80",
        "df",
        "ef bf",
        "f7 bf bf",
        "fb bf bf bf",
        "fd bf bf bf bf",
        "e0 a0",
        "f0 90 80",
        "f4 8f bf",
        "f4 8f",
        "f0");
    cut.forEach(sequence -> add(vectors, "cut short " + sequence, sequence));
    add(vectors, "all cut short", String.join(" ", cut));
    List<String> wrong = List.of("fe", "ff", "fe fe ff ff");
    wrong.forEach(sequence -> add(vectors, "impossible " + sequence, sequence));
    List<String> overlong = new ArrayList<>(
        List.of("c0 af", "e0 80 af", "f0 80 80 af", "f8 80 80 80 af", "fc 80 80 80 80 af"));
    overlong.addAll(
        List.of("c1 bf", "e0 9f bf", "f0 8f bf bf", "f8 87 bf bf bf", "fc 83 bf bf bf bf"));
    overlong.addAll(
        List.of("c0 80", "e0 80 80", "f0 80 80 80", "f8 80 80 80 80", "fc 80 80 80 80 80"));
    overlong.forEach(sequence -> add(vectors, "overlong " + sequence, sequence));
    List<String> high = List.of("ed a0 80", "ed ad bf", "ed ae 80", "ed af bf");
    List<String> low = List.of("ed b0 80", "ed be 80", "ed bf bf");
    high.forEach(sequence -> add(vectors, "surrogate " + sequence, sequence));
    low.forEach(sequence -> add(vectors, "surrogate " + sequence, sequence));
    for (String first : high) {
      for (String second : List.of("ed b0 80", "ed bf bf")) {
        add(vectors, "surrogates " + first + " " + second, first + " " + second);
      }
    }
    return vectors;
  }

  private static void add(Map<String, byte[]> vectors, String name, String hex) {
    vectors.put(name, HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  private static byte[] range(int first, int last, boolean spaced) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int b = first; b <= last; b++) {
      bytes.write(b);
      if (spaced) {
        bytes.write(' ');
      }
    }
    return bytes.toByteArray();
  }
}
