package dev.hubbub.room;

/** Takes note of what it takes a {@link Hub} to have events whole and in order. Called on the hub's thread. */
public interface HubObserver {
  /** An event came that had come before; it was dropped. */
  void duplicate();

  /** The store was asked for events that nobody told of, and knew so many. */
  void filled(int events);

  /** A room turned out to be behind the store's head. */
  void behind();

  /** A room's log turned out to be another one. */
  void restarted();
}
