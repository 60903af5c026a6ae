package dev.hubbub.room;

import dev.hubbub.room.Members.Member;
import dev.hubbub.room.Rooms.Slice;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What whoever owns the server sees of the rooms, and does to all of them. It asks nobody's leave; every method may fail
 * with a {@link Refusal}.
 */
public interface Upkeep {
  /** The rooms that have not ended, but for direct ones, by id. */
  Future<Slice<Overview>> rooms(@Nullable String cursor, int limit);

  /** One room that has not ended; empty where there is none of that id. */
  Future<Optional<Overview>> room(String id);

  /** The members of a room, by username. */
  Future<Slice<Member>> members(String room, @Nullable String cursor, int limit);

  /**
   * Begins another life of the numbering of the next rooms, by id: clients that were in them start afresh.
   *
   * @return the ids of those rooms
   */
  Future<Slice<String>> newEpoch(@Nullable String cursor, int limit);

  /**
   * A room as a whole.
   *
   * @param kept whether the configuration has it always there
   * @param seq the head
   * @param firstSeq from where the log is whole
   * @param createdAt milliseconds since 1970, UTC
   * @param owner absent where it has none
   */
  record Overview(
      String id,
      String name,
      String topic,
      Visibility visibility,
      boolean kept,
      int slowModeS,
      int members,
      long seq,
      long firstSeq,
      long createdAt,
      @Nullable User owner) {}
}
