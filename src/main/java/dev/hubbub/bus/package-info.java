/** Typed requests over the local event bus: immutable records by reference. */
@NullMarked
package dev.hubbub.bus;

import org.jspecify.annotations.NullMarked;
