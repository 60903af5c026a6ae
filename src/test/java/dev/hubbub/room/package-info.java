/** The rules of chat, and the contracts every adapter of a port is held to. */
@NullMarked
package dev.hubbub.room;

import org.jspecify.annotations.NullMarked;
