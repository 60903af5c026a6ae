package dev.hubbub.gateway;

import dev.hubbub.account.Authenticator;
import dev.hubbub.config.LimitsConfig;
import dev.hubbub.hub.HubClient;
import dev.hubbub.hub.PresenceClient;
import dev.hubbub.ops.DeliveryMeters;
import dev.hubbub.ops.SessionMeters;
import dev.hubbub.protocol.CommandParser;
import dev.hubbub.room.History;
import dev.hubbub.room.Limit;
import dev.hubbub.room.Rooms;

/**
 * What every session of an instance shares. Thread-safe, as all its parts are.
 *
 * @param instance the id of this instance
 * @param speech the way of what is said
 * @param roster who is in rooms
 * @param receipts how far people have read
 * @param presence who is there
 * @param reads how often a user may read history
 * @param answers what waits of the answers to that
 * @param registry who is here
 * @param limited takes note of a frame that was one too many for its session
 */
record Door(
    String instance,
    String version,
    LimitsConfig limits,
    CommandParser parser,
    HubClient hub,
    History history,
    Rooms rooms,
    Roster roster,
    Receipts receipts,
    PresenceClient presence,
    Authenticator authenticator,
    Speech speech,
    Limit reads,
    LongAnswers answers,
    SessionRegistry registry,
    Runnable limited,
    SessionMeters meters,
    DeliveryMeters deliveries) {
  /** The most events that a session is repaired with. */
  int replay() {
    return limits.replay() == 0 ? Integer.MAX_VALUE : limits.replay();
  }
}
