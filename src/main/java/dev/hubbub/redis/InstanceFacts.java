package dev.hubbub.redis;

/**
 * What an instance says about itself in {@code hubbub:instance:<id>} (PROTOCOL.md 6).
 *
 * @param address where its clients find it
 * @param version of the program
 * @param sessions open now
 * @param started milliseconds since 1970, UTC
 */
public record InstanceFacts(String address, String version, int sessions, long started) {}
