package dev.hubbub.room;

import dev.hubbub.room.Rooms.Slice;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finding what was said. What changed in a log is found as it is now within 3 s; what was deleted, or is not for who asks
 * at the moment they ask, is never found, however long ago it was taken note of.
 */
public interface Search {
  /**
   * The messages that have all that is asked for, the best first, and of those equally good the newest. May fail with
   * {@link Refusal#unavailable()}, and so with a sentence of its own where it would take too long.
   */
  Future<Slice<Hit>> find(Query query);

  /**
   * What is looked for. White space stands between words; words in quotation marks follow each other; {@code wor*} is any
   * word that begins so; everything else that is neither letter, digit nor symbol is passed over. Case makes no
   * difference, accents do.
   *
   * @param user who asks; only rooms of which they are a member now are looked at
   * @param room in this room only
   * @param from said by this user only
   * @param before said before this time: milliseconds since 1970, UTC
   * @param after said after this time, likewise
   * @param cursor where the page before ended
   */
  record Query(
      User user,
      String text,
      @Nullable String room,
      @Nullable String from,
      @Nullable Long before,
      @Nullable Long after,
      @Nullable String cursor,
      int limit) {}

  /**
   * A message that has it.
   *
   * @param message as it is now
   * @param ranges where its text has what was asked for: ascending, none reaches into another, at least one
   */
  record Hit(Event.Message message, List<Range> ranges) {}

  /**
   * A part of a text, in code points.
   *
   * @param from the first
   * @param to the one behind the last
   */
  record Range(int from, int to) {}
}
