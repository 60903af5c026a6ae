package dev.hubbub.room;

import org.jspecify.annotations.Nullable;

/**
 * What became of a {@link Draft} that the store took. The event is durable.
 *
 * @param event the event that is in the log now; absent only where nothing changed and there is no earlier event to
 *     name, as when a member joins
 * @param duplicate whether it was there before: then it was told to everybody by the attempt that stored it
 */
public record Appended(@Nullable Event event, boolean duplicate) {}
