package dev.hubbub.history;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The ids, epochs, search words and cursors of this package. Any thread may use it. */
final class Words {
  /** Letters of an id that nobody can guess, and of an epoch. */
  static final int RANDOM_ID = 16;

  static final int EPOCH = 10;

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int LONGEST_ID = 64;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final Pattern FOLDED_USERNAME = Pattern.compile("[a-z0-9_.-]{1,32}");
  private static final Pattern ROOM_ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  private Words() {}

  /** Whether {@code id} may be the id of a room. */
  static boolean isRoomId(String id) {
    return ROOM_ID.matcher(id).matches();
  }

  /** The id of a public room, from its name; empty where the name has nothing an id could be made of. */
  static String roomId(String name) {
    String id = Normalizer.normalize(name, Normalizer.Form.NFKD)
        .replaceAll("\\p{M}", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "-")
        .replaceAll("^-", "");
    return shortened(id, LONGEST_ID);
  }

  /** The same id with {@code suffix}, still no longer than an id may be. */
  static String suffixed(String id, String suffix) {
    String begin = shortened(id, LONGEST_ID - 1 - suffix.length());
    return begin.isEmpty() ? suffix : begin + "-" + suffix;
  }

  private static String shortened(String id, int longest) {
    String cut = id.length() > longest ? id.substring(0, longest) : id;
    return cut.endsWith("-") ? cut.substring(0, cut.length() - 1) : cut;
  }

  /** {@code letters} random letters and digits of 5 bits each, none easily taken for another. */
  static String random(int letters) {
    StringBuilder word = new StringBuilder(letters);
    for (int i = 0; i < letters; i++) {
      word.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return word.toString();
  }

  /** The form in which two spellings of a word are one. */
  static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  /** A LIKE pattern, with {@code \} to escape, for what holds {@code text}. */
  static String holding(String text) {
    return "%" + folded(text).replaceAll("[\\\\%_]", "\\\\$0") + "%";
  }

  /** A cursor behind {@code position}. */
  static String cursor(String position) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(position.getBytes(StandardCharsets.UTF_8));
  }

  /** The position of a cursor among rooms; before everything where there is none or it is not one of ours. */
  static String position(@Nullable String cursor) {
    String position = text(cursor);
    return isRoomId(position) ? position : "";
  }

  /** The position of a cursor among folded usernames; before everything where it is none. */
  static String username(@Nullable String cursor) {
    String position = text(cursor);
    return FOLDED_USERNAME.matcher(position).matches() ? position : "";
  }

  /** The position of a cursor in a list by number, the greatest first; before everything where it is none. */
  static long number(@Nullable String cursor) {
    String position = text(cursor);
    return NUMBER.matcher(position).matches() ? Long.parseLong(position) : Long.MAX_VALUE;
  }

  /** What stands in a cursor; nothing where there is none or it was not made here. */
  static String text(@Nullable String cursor) {
    if (cursor == null) {
      return "";
    }
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
