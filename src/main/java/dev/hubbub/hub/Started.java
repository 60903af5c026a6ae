package dev.hubbub.hub;

/**
 * What happens in a room is told from here on: whoever asks now how it stands misses nothing.
 *
 * @param head the newest event that is not told
 */
public record Started(String room, long head) {}
