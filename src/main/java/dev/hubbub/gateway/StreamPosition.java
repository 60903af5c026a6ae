package dev.hubbub.gateway;

import dev.hubbub.protocol.Syntax;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far an event stream has told each of its rooms: the {@code id} of its events, which a client hands back to go on from
 * there on any instance. To clients it is one opaque word.
 */
final class StreamPosition {
  /** No client was handed more, for no session may follow as many rooms. */
  private static final int LONGEST = 100_000;

  private static final Pattern SEQ = Pattern.compile("[0-9]{1,18}");

  private final Map<String, Place> places = new LinkedHashMap<>();

  /**
   * A place in a room.
   *
   * @param epoch the life of the numbering
   */
  record Place(String epoch, long seq) {}

  /** Takes note of how far a room was told. */
  void reached(String room, String epoch, long seq) {
    places.put(room, new Place(epoch, seq));
  }

  /** Takes note of how far a room was told that was told before. */
  void reached(String room, long seq) {
    places.computeIfPresent(room, (id, place) -> new Place(place.epoch(), seq));
  }

  /** Forgets a room. */
  void left(String room) {
    places.remove(room);
  }

  /** How far a room was told; absent where it was not. */
  @Nullable
  Place of(String room) {
    return places.get(room);
  }

  /** The word for it. */
  String word() {
    StringBuilder text = new StringBuilder();
    places.forEach((room, place) -> text.append(text.isEmpty() ? "" : " ")
        .append(room)
        .append(' ')
        .append(place.seq())
        .append(' ')
        .append(Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(place.epoch().getBytes(StandardCharsets.UTF_8))));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.toString().getBytes(StandardCharsets.US_ASCII));
  }

  /** The position a word stands for; absent where it stands for none. */
  static @Nullable StreamPosition read(String word) {
    if (word.length() > LONGEST) {
      return null;
    }
    StreamPosition position = new StreamPosition();
    try {
      String text = new String(Base64.getUrlDecoder().decode(word), StandardCharsets.US_ASCII);
      String[] parts = text.split(" ", -1);
      if (parts.length % 3 != 0) {
        return null;
      }
      for (int i = 0; i < parts.length; i += 3) {
        String epoch =
            new String(Base64.getUrlDecoder().decode(parts[i + 2]), StandardCharsets.UTF_8);
        if (!Syntax.isRoom(parts[i])
            || !SEQ.matcher(parts[i + 1]).matches()
            || !Syntax.isEpoch(epoch)) {
          return null;
        }
        position.reached(parts[i], epoch, Long.parseLong(parts[i + 1]));
      }
      return position;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
