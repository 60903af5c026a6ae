package dev.hubbub.history;

import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Names;
import dev.hubbub.room.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Predicate;
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

  /**
   * The position of a cursor among rooms; before everything where there is none. Here and in what follows, a cursor that
   * was not handed out for such a list is a {@link Refusal} with {@code BAD_REQUEST}, thrown.
   */
  static String position(@Nullable String cursor) {
    return checked(text(cursor), Words::isRoomId);
  }

  /** The same in a list by username, of which a position is the folded form. */
  static String username(@Nullable String cursor) {
    return checked(text(cursor), Names::isUsername);
  }

  /** The same in a list by number, the greatest first. */
  static long number(@Nullable String cursor) {
    String position = checked(text(cursor), text -> NUMBER.matcher(text).matches());
    return position.isEmpty() ? Long.MAX_VALUE : Long.parseLong(position);
  }

  /** What stands in a cursor; nothing where there is none. */
  static String text(@Nullable String cursor) {
    if (cursor == null) {
      return "";
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (text.isEmpty()) {
        throw foreign();
      }
      return text;
    } catch (IllegalArgumentException e) {
      throw foreign();
    }
  }

  private static String checked(String position, Predicate<String> one) {
    if (!position.isEmpty() && !one.test(position)) {
      throw foreign();
    }
    return position;
  }

  /** What is answered to a cursor that was not handed out. */
  static Refusal foreign() {
    return new Refusal(
        ErrorCode.BAD_REQUEST, "The parameter cursor is none that was handed out for this list.");
  }
}
