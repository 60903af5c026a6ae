/** What travels on the socket: commands in, pushes out, and the one parser of hostile JSON. */
@NullMarked
package dev.hubbub.protocol;

import org.jspecify.annotations.NullMarked;
