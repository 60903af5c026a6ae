package dev.hubbub.hub;

import dev.hubbub.ops.Trail;
import dev.hubbub.room.Event;
import java.util.List;

/**
 * Events of a room on their way to the sessions of one event loop, ascending and without a gap to those told before.
 *
 * @param frames the same events as the frames of PROTOCOL.md 3.3; shared with other event loops, so never written to
 * @param trails the ways of the same events
 */
public record Told(String room, List<Event> events, List<byte[]> frames, List<Trail> trails) {}
