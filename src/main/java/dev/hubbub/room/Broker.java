package dev.hubbub.room;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells other instances what happened here, and this one what happened there. It is a hint: what it says comes at most
 * once, in no promised order, or not at all, and {@link History} has the truth. So nothing here ever fails for want of
 * a link; it only gets slower.
 */
public interface Broker {
  /**
   * Announces a committed event to the instances that follow its room. Returns at once; nothing tells whether it arrived.
   *
   * @param epoch the life of the room's numbering that it is of
   */
  void publish(Event event, String epoch);

  /** Tells something live to the instances that follow its room; likewise. */
  void publish(Signal signal);

  /**
   * Starts hearing a room.
   *
   * @return succeeds once what others publish from now on is heard here, or once it is clear that the link is away; in
   *     any case within half a second. It never fails.
   */
  Future<Void> subscribe(String room);

  /** Stops hearing a room. */
  void unsubscribe(String room);

  /** Tells every other instance who is let in no more. */
  void announceEnded(Ended ended);

  /** Tells every other instance what was used up of limits here. */
  void announceSpent(Collection<Spent> spent);

  /** Tells every other instance who is there. */
  void announce(Attending attending);

  /** Has it kept for inspection who is there; to be said again every ten seconds. */
  void keep(Collection<Attendance> people);

  /** Tells every other instance that what is known of somebody is to be asked anew: their rooms, what they show. */
  void announceRenewed(String user);

  /** Has what is remembered of a room for a quick look forget what {@code user} said there. */
  void forget(String room, String user);

  /** Asks every other instance about the way of an event. */
  void inquire(Journey.Inquiry inquiry);

  /** Answers what another instance asked, under the id of its question. */
  void answer(String inquiry, Journey journey);

  /**
   * Somebody's sessions on this instance.
   *
   * @param sessions the state of each, by its id
   * @param ended the ids of sessions that are over since it was said last
   * @param gone whether they are nowhere else
   */
  record Attendance(
      String user, Map<String, State> sessions, Collection<String> ended, boolean gone) {}

  /** What a broker says. Called on the context of who registered it, who takes what concerns them. */
  interface Listener {
    /**
     * An event of a subscribed room that another instance published.
     *
     * @param epoch the life of the room's numbering that it is of, where that was said
     */
    default void heard(Event event, @Nullable String epoch) {}

    /** Something live in a subscribed room that another instance published. */
    default void heard(Signal signal) {}

    /** Messages may have been missed: whoever follows a room asks the store for its head. */
    default void interrupted() {}

    /** Who another instance lets in no more. */
    default void ended(Ended ended) {}

    /** Who is there on another instance. */
    default void attending(Attending attending) {}

    /** Another instance says that what is known of somebody is to be asked anew. */
    default void renewed(String user) {}

    /** What was used up of limits on another instance. */
    default void spent(Collection<Spent> spent) {}

    /** Another instance asks about the way of an event. */
    default void inquired(Journey.Inquiry inquiry) {}

    /** Another instance answers a question, which may be anybody's. */
    default void answered(String inquiry, Journey journey) {}
  }
}
