package dev.hubbub.hub;

import dev.hubbub.bus.LocalBus;
import dev.hubbub.ops.HubMeters;
import dev.hubbub.ops.Trails;
import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.History.Open;
import dev.hubbub.room.History.Opened;
import dev.hubbub.room.Signal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * The hub as other verticles see it: finds the shard of a room. What one context asks for one room is done in the order
 * asked. Any thread may use it; futures complete on the caller's context.
 */
public final class HubClient {
  private final LocalBus bus;
  private final int shards;
  private final Trails trails;
  private final HubMeters meters;

  /**
   * A client.
   *
   * @param shards how many {@link HubVerticle} there are
   * @param trails takes note of what is committed
   */
  public HubClient(Vertx vertx, int shards, Trails trails, HubMeters meters) {
    this.bus = LocalBus.of(vertx);
    this.shards = shards;
    this.trails = trails;
    this.meters = meters;
  }

  /** Has a draft committed, then told to everybody; see {@link dev.hubbub.room.Hub#append}. */
  public Future<Appended> append(Draft draft) {
    long received = System.nanoTime();
    return bus.ask(
            addressOf(draft.room()),
            new HubRequest.Append(draft, appended -> trails.committed(appended, received)))
        .onComplete(meters::answered);
  }

  /**
   * Starts following a room; see {@link dev.hubbub.room.Hub#open}.
   *
   * @param follower the bus address that {@link Told} and {@link Restarted} are sent to
   */
  public Future<Opened> open(Open open, String follower) {
    return bus.ask(addressOf(open.room()), new HubRequest.Open(open, follower));
  }

  /**
   * Has a room handed to {@code follower}; see {@link dev.hubbub.room.Hub#watch}.
   *
   * @param follower as in {@link #open}
   */
  public void watch(String room, String follower) {
    bus.tell(addressOf(room), new HubRequest.Watch(room, follower));
  }

  /** Tells something live to those who follow its room; see {@link dev.hubbub.room.Hub#signal}. */
  public void signal(Signal signal, String origin) {
    bus.tell(addressOf(signal.room()), new HubRequest.Signalling(signal, origin));
  }

  /** Stops following a room. */
  public void unfollow(String room, String follower) {
    bus.tell(addressOf(room), new HubRequest.Unfollow(room, follower));
  }

  private String addressOf(String room) {
    return HubVerticle.address(Math.floorMod(room.hashCode(), shards));
  }
}
