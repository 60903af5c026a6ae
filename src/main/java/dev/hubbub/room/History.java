package dev.hubbub.room;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The log of every room, and the only truth about it: what is committed here happened, whatever anybody heard or did
 * not hear. Every method may fail with a {@link Refusal}; a store that does not answer within its time limit is {@link
 * Refusal#unavailable()}, after which the outcome of an append is unknown and is found by its key.
 */
public interface History {
  /**
   * Commits one event, or says why not. When the future succeeds the event is durable. Drafts handed in for one room
   * are numbered in the order they were handed in, but for those refused; a refused one never fails its neighbours.
   * Who may is decided by {@link Policy} on the membership as it is locked in the same transaction.
   *
   * @return the event with its seq; {@code CONFLICT} for a known key with other content, {@code NOT_FOUND} or {@code
   *     FORBIDDEN} for one who may not
   */
  Future<Appended> append(Draft draft);

  /**
   * What a session needs to start following a room: head, events and membership as of one moment.
   *
   * @return the room as the asker may see it; fails as {@link Policy} tells where they are no member
   */
  Future<Opened> open(Open open);

  /** A page of the messages of a room as they are now, for a member of it. */
  Future<Page> page(PageQuery query);

  /**
   * A page of the messages of a room as they are now. Asks nobody's leave: for programs inside this instance.
   *
   * @param before only what is older than this seq, newest first taken; not together with {@code after}
   * @param after only what is newer than this seq, oldest first taken
   * @return the page; {@code NOT_FOUND} where there is no such room
   */
  Future<Page> page(String room, @Nullable Long before, @Nullable Long after, int limit);

  /**
   * Moves a member's mark: how far they have read. It never goes back, and never beyond the head.
   *
   * @return the mark as it is now
   */
  Future<Mark> read(String room, User user, long seq);

  /** Who has read a message, as far as they show it; fails as {@link Policy} tells. */
  Future<Readers> readers(String room, User user, long seq);

  /** How much there is to read for each of the given members; nothing for one who is a member no more. */
  Future<List<Inbox>> inbox(Collection<Place> places);

  /** A page of all events of a room, ascending, for a member of it. */
  Future<LogPage> log(LogQuery query);

  /**
   * Events of a room with {@code seq > after}, ascending, consecutive, at most {@code limit}. Asks nobody's leave: for
   * {@link Hub}, which knows who may see them.
   *
   * @param epoch the life of the numbering they are to be of; nothing comes back where the room has begun another one
   */
  Future<List<Event>> fill(String room, String epoch, long after, int limit);

  /** The heads of those of the given rooms that exist. */
  Future<List<Head>> heads(Collection<String> rooms);

  /** Where a room's log ends, and which life of its numbering that is. */
  record Head(String room, long seq, String epoch) {}

  /**
   * A wish to follow a room.
   *
   * @param since the last seq the session has; absent to start with the newest messages
   * @param epoch the life of the numbering {@code since} is of; absent where the client does not know
   * @param limit how many messages where it starts afresh
   * @param replay the most events it is repaired with; if there are more it starts afresh
   */
  record Open(
      String room,
      User user,
      @Nullable Long since,
      @Nullable String epoch,
      int limit,
      int replay) {}

  /**
   * A room as of one moment, for one member.
   *
   * @param head the seq of the last event; live events go on from there
   * @param recovered whether {@code events} are all since what the session had; else they are the newest messages
   * @param events ascending
   * @param members how many
   * @param read the user's own mark
   * @param unread messages of others after that mark
   */
  record Opened(
      String room,
      String epoch,
      long head,
      boolean recovered,
      SharedEvents events,
      String name,
      String topic,
      Visibility visibility,
      Role role,
      int members,
      long read,
      long unread) {}

  /**
   * A wish for a page of messages.
   *
   * @param before only what is older than this seq, newest first taken; not together with {@code after}
   * @param after only what is newer than this seq, oldest first taken
   */
  record PageQuery(
      String room, User user, @Nullable Long before, @Nullable Long after, int limit) {}

  /**
   * A page of messages as they are now.
   *
   * @param events messages, ascending
   * @param more whether there are more in the direction asked
   */
  record Page(String room, List<Event> events, boolean more) {}

  /**
   * A member's mark.
   *
   * @param moved whether it was moved now
   * @param open whether other members are to know it
   */
  record Mark(long seq, boolean moved, boolean open) {}

  /**
   * Those who have read a message, its sender aside.
   *
   * @param count how many
   * @param users the first hundred, by username
   */
  record Readers(long count, List<String> users) {}

  /** An account in a room. */
  record Place(String room, long account) {}

  /**
   * What a member has not read.
   *
   * @param unread messages of others after their mark
   * @param mentioned those of them that call the member
   * @param seq the head
   */
  record Inbox(Place place, long unread, long mentioned, long seq) {}

  /** A wish for the events after {@code after}. */
  record LogQuery(String room, User user, long after, int limit) {}

  /**
   * A page of the log.
   *
   * @param seq the head
   * @param more whether {@code events} end before it
   */
  record LogPage(String room, List<Event> events, long seq, boolean more) {}
}
