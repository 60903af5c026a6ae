package dev.hubbub.ops;

import org.jspecify.annotations.Nullable;

/**
 * What an instance says about itself, to others in {@code hubbub:instance:<id>} (PROTOCOL.md 6) and to administrators.
 *
 * @param address where its clients find it
 * @param version of the program
 * @param started milliseconds since 1970, UTC, by its own clock
 * @param at when it said so, likewise
 * @param sessions open then
 * @param redisUp whether its link to Redis carries; absent where none is configured
 */
public record InstanceFacts(
    String id,
    String address,
    String version,
    long started,
    long at,
    int sessions,
    @Nullable Boolean redisUp,
    Tally tally) {}
