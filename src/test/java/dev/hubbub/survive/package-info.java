/** Faults of machines and networks done to a running site, and what became of the promises: {@code scripts/survive}. */
@NullMarked
package dev.hubbub.survive;

import org.jspecify.annotations.NullMarked;
