package dev.hubbub.hub;

import dev.hubbub.room.Signal;
import org.jspecify.annotations.Nullable;

/**
 * Something live in a room, on its way to the sessions of one event loop.
 *
 * @param origin the id of the session it comes from; absent where that is on another instance
 */
public record Signalled(Signal signal, @Nullable String origin) {}
