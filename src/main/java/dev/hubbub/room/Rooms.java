package dev.hubbub.room;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rooms there are, as opposed to what is said in them. Every method may fail with a {@link Refusal}. */
public interface Rooms {
  /**
   * Makes a room whose first event is its owner's {@code member joined}.
   *
   * @return the room as its owner sees it; {@code CONFLICT} where the id is taken
   */
  Future<RoomView> create(NewRoom room);

  /**
   * The direct room of two, which is made where there is none. Its first events are the two joining.
   *
   * @return {@code NOT_FOUND} where the other's account has ended
   */
  Future<Direct> direct(User user, User other);

  /** One room as {@code user} may see it; {@code NOT_FOUND} where they may not. */
  Future<RoomView> get(String room, User user);

  /** The rooms {@code user} is a member of, by id. */
  Future<Slice<RoomView>> mine(User user, @Nullable String cursor, int limit);

  /** Which rooms each of the given accounts is a member of. */
  Future<List<Membership>> memberships(Collection<Long> accounts);

  /** The public rooms whose id or name holds {@code text} (all where it is empty), by id. */
  Future<Slice<RoomView>> directory(User user, String text, @Nullable String cursor, int limit);

  /** All rooms but direct ones whose id or name holds {@code text} (all where it is empty), by id: for who may see them all. */
  Future<Slice<RoomEntry>> all(String text, @Nullable String cursor, int limit);

  /**
   * A room to be made.
   *
   * @param id as the maker wants it; absent to have it made from the name (public) or at random (private)
   * @param key the maker's id for this wish, kept for 24 hours: the same key makes nothing new, and is {@code CONFLICT}
   *     with another wish
   */
  record NewRoom(
      User owner,
      @Nullable String id,
      String name,
      String topic,
      Visibility visibility,
      @Nullable String key) {
    /** A room that is made each time it is wished for. */
    public NewRoom(
        User owner, @Nullable String id, String name, String topic, Visibility visibility) {
      this(owner, id, name, topic, visibility, null);
    }
  }

  /**
   * A direct room.
   *
   * @param created whether it was not there before
   */
  record Direct(RoomView room, boolean created) {}

  /**
   * That somebody is a member of a room.
   *
   * @param members how many the room has
   * @param receipts whether they show how far they have read, and see how far others have
   * @param head the seq of the room's newest event
   * @param newsMs how long ago the room's newest message was said; absent where they have read it, or there is none
   */
  record Membership(
      long account, String room, int members, boolean receipts, long head, @Nullable Long newsMs) {}

  /**
   * A room as one user sees it.
   *
   * @param name in a direct room the other one's
   * @param role the user's own, absent for one who is not a member
   * @param slowModeS seconds a member waits between two messages; 0 for none
   * @param with the username of the other one in a direct room
   * @param createdAt milliseconds since 1970, UTC
   * @param read absent for one who is not a member, and so are {@code unread} and {@code last}
   * @param mentioned how many of the unread call the user
   * @param last the newest message that is not deleted
   */
  record RoomView(
      String id,
      String name,
      String topic,
      Visibility visibility,
      int slowModeS,
      @Nullable String with,
      @Nullable Role role,
      int members,
      long seq,
      String epoch,
      long createdAt,
      @Nullable Long read,
      @Nullable Long unread,
      @Nullable Long mentioned,
      Event.@Nullable Message last) {}

  /**
   * One page of a list.
   *
   * @param cursor hands the next page out; absent on the last one
   */
  record Slice<T>(List<T> items, @Nullable String cursor) {}
}
