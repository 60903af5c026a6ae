package dev.hubbub.room;

/**
 * A room as somebody sees it who looks after the server and need not be in it: nothing of what is said.
 *
 * @param kept whether the configuration has it always there
 * @param messages how many are kept, those that were deleted included
 * @param createdAt milliseconds since 1970, UTC
 */
public record RoomEntry(
    String id,
    String name,
    String topic,
    Visibility visibility,
    boolean kept,
    int members,
    long messages,
    long createdAt) {}
