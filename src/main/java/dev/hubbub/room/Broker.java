package dev.hubbub.room;

import io.vertx.core.Future;
import java.util.Collection;

/**
 * Tells other instances what happened here, and this one what happened there. It is a hint: what it says comes at most
 * once, in no promised order, or not at all, and {@link History} has the truth. So nothing here ever fails for want of
 * a link; it only gets slower.
 */
public interface Broker {
  /** Announces a committed event to the instances that follow its room. Returns at once; nothing tells whether it arrived. */
  void publish(Event event);

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

  /** Has what is remembered of a room for a quick look forget what {@code user} said there. */
  void forget(String room, String user);

  /** What a broker says. Called on the context of who registered it, who takes what concerns them. */
  interface Listener {
    /** An event of a subscribed room that another instance published. */
    default void heard(Event event) {}

    /** Messages may have been missed: whoever follows a room asks the store for its head. */
    default void interrupted() {}

    /** Who another instance lets in no more. */
    default void ended(Ended ended) {}

    /** What was used up of limits on another instance. */
    default void spent(Collection<Spent> spent) {}
  }
}
