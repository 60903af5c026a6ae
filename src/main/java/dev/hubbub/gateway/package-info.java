/** The door: HTTP and WebSocket, sessions and what is written to them. */
@NullMarked
package dev.hubbub.gateway;

import org.jspecify.annotations.NullMarked;
