/** Tests of the hub's verticles. */
@NullMarked
package dev.hubbub.hub;

import org.jspecify.annotations.NullMarked;
