/** The rules of chat: events, rooms, who may do what, and the ports through which they are kept and told. */
@NullMarked
package dev.hubbub.room;

import org.jspecify.annotations.NullMarked;
