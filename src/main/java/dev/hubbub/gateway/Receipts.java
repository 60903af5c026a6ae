package dev.hubbub.gateway;

import dev.hubbub.hub.HubClient;
import dev.hubbub.room.History;
import dev.hubbub.room.History.Mark;
import dev.hubbub.room.Signal;
import dev.hubbub.room.User;
import io.vertx.core.Future;

/** Moves the marks of how far people have read, and tells those whom it concerns. Thread-safe. */
final class Receipts {
  private final History history;
  private final HubClient hub;

  Receipts(History history, HubClient hub) {
    this.history = history;
    this.hub = hub;
  }

  /**
   * Moves a mark.
   *
   * @param origin the id of the session that says so, which is not told; empty where it is none
   * @return when it is kept; fails as {@link History#read} does
   */
  Future<Mark> read(String room, User user, long seq, String origin) {
    return history.read(room, user, seq).onSuccess(mark -> {
      if (mark.moved()) {
        hub.signal(new Signal.Receipt(room, user.username(), mark.seq(), mark.open()), origin);
      }
    });
  }
}
