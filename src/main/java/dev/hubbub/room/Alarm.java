package dev.hubbub.room;

/** Calls back later. */
public interface Alarm {
  /** Runs {@code task} on the caller's thread after {@code ms} milliseconds. */
  void after(long ms, Runnable task);
}
