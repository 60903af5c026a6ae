package dev.hubbub.gateway;

import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.RateLimit;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Rooms;
import io.vertx.core.Future;
import java.util.function.Function;

/**
 * The way of a message from every door to the hub: within what its sender may say, and what its room takes.
 * Thread-safe.
 */
final class Speech {
  private final Limits limits;
  private final Rooms rooms;
  private final Function<Draft, Future<Appended>> append;

  /**
   * A way.
   *
   * @param append commits an event and has it delivered
   */
  Speech(Limits limits, Rooms rooms, Function<Draft, Future<Appended>> append) {
    this.limits = limits;
    this.rooms = rooms;
    this.append = append;
  }

  /** Has it said, or changed; {@code RATE_LIMITED} where that is too much, else as the hub answers. */
  Future<Appended> say(Draft message) {
    long waitMs = limits.messages().tryTake(message.from().username());
    if (waitMs > 0) {
      return limited("Too many messages; slow down.", waitMs);
    }
    RateLimit ofRooms = limits.roomMessages();
    if (ofRooms.isOff()) {
      return append.apply(message);
    }
    long fullMs = ofRooms.tryTake(message.room());
    if (fullMs > 0) {
      limits.roomFull().run();
      // That a room is busy is told to nobody who may not know that it is there.
      return rooms
          .get(message.room(), message.from())
          .compose(seen -> limited("Too many messages in this room; wait a moment.", fullMs));
    }
    return append.apply(message).onComplete(said -> {
      if (said.failed() || said.result().duplicate()) {
        // Who may not speak there uses up nothing of what its members may say.
        ofRooms.giveBack(message.room());
      }
    });
  }

  private static Future<Appended> limited(String why, long waitMs) {
    return Future.failedFuture(new Refusal(ErrorCode.RATE_LIMITED, why, waitMs));
  }
}
