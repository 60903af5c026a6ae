package dev.hubbub.hub;

import dev.hubbub.room.Presence.Change;
import java.util.List;

/** How people are there now, on its way to the sessions that share a room with them. */
public record Shown(List<Change> changes) {}
