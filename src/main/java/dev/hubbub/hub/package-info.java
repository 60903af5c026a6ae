/** The rooms on the event bus: every room belongs to one shard, and every shard to one event loop. */
@NullMarked
package dev.hubbub.hub;

import org.jspecify.annotations.NullMarked;
