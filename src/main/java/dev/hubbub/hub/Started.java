package dev.hubbub.hub;

/** What happens in a room is told from here on: whoever asks now how it stands misses nothing. */
public record Started(String room) {}
