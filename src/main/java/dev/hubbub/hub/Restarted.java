package dev.hubbub.hub;

/** A room's log went back in time, or is another one now: whoever follows it starts afresh. */
public record Restarted(String room) {}
