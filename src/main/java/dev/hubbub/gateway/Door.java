package dev.hubbub.gateway;

import dev.hubbub.account.Authenticator;
import dev.hubbub.config.LimitsConfig;
import dev.hubbub.hub.HubClient;
import dev.hubbub.protocol.CommandParser;
import dev.hubbub.room.History;
import dev.hubbub.room.Limit;

/**
 * What every session of an instance shares. Thread-safe, as all its parts are.
 *
 * @param instance the id of this instance
 * @param speech the way of what is said
 * @param reads how often a user may read history
 * @param registry who is here
 */
record Door(
    String instance,
    String version,
    LimitsConfig limits,
    CommandParser parser,
    HubClient hub,
    History history,
    Authenticator authenticator,
    Speech speech,
    Limit reads,
    SessionRegistry registry) {}
