package dev.hubbub.gateway;

import dev.hubbub.protocol.Syntax;
import dev.hubbub.room.Refusal;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets only plain paths through: one with a dot segment, with a name that begins with a dot, or with a separator that is
 * hidden by encoding, once or twice, does not exist. What comes after it sees the same path that the client meant.
 */
final class Paths implements Handler<RoutingContext> {
  private static final int LONGEST_ID = 64;
  private static final Pattern SEQ = Pattern.compile("[1-9][0-9]{0,17}");
  private static final String HEX = "0123456789abcdef";

  @Override
  public void handle(RoutingContext routing) {
    String path = routing.request().path();
    if (path != null && isPlain(path)) {
      routing.next();
    } else {
      routing.fail(404);
    }
  }

  /** The room that a path names, which exists only where its id is one. */
  static String room(RoutingContext routing) {
    String room = routing.pathParam("room");
    if (room == null || !Syntax.isRoom(room)) {
      throw Refusal.notFound();
    }
    return room;
  }

  /** The seq that a path names, which exists only where it is one. */
  static long seq(RoutingContext routing) {
    String seq = routing.pathParam("seq");
    if (seq == null || !SEQ.matcher(seq).matches()) {
      throw Refusal.notFound();
    }
    return Long.parseLong(seq);
  }

  /** The id in a path of something that its room or its user has; the store says whether they have. */
  static String id(RoutingContext routing) {
    String id = routing.pathParam("id");
    if (id == null || id.length() > LONGEST_ID || !Syntax.isStorable(id)) {
      throw Refusal.notFound();
    }
    return id;
  }

  static boolean isPlain(String path) {
    if (!path.startsWith("/")) {
      return false;
    }
    for (String segment : path.substring(1).split("/", -1)) {
      String name = decoded(segment);
      if (name == null || name.startsWith(".") || hidesSeparator(name)) {
        return false;
      }
    }
    return true;
  }

  private static boolean hidesSeparator(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.indexOf('/') >= 0
        || lower.indexOf('\\') >= 0
        || lower.chars().anyMatch(Character::isISOControl)
        || lower.contains("%2e")
        || lower.contains("%2f")
        || lower.contains("%5c")
        || lower.contains("%25");
  }

  /** The segment with its percent-encoding undone once; absent where that makes no UTF-8. */
  static @Nullable String decoded(String segment) {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    ByteBuffer bytes = ByteBuffer.allocate(3 * segment.length());
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c != '%') {
        bytes.put(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      int high = i + 2 < segment.length() ? HEX.indexOf(lower(segment.charAt(i + 1))) : -1;
      int low = i + 2 < segment.length() ? HEX.indexOf(lower(segment.charAt(i + 2))) : -1;
      if (high < 0 || low < 0) {
        return null;
      }
      bytes.put((byte) (high << 4 | low));
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'F' ? (char) (c - 'A' + 'a') : c;
  }
}
