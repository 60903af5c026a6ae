/** Tests of the rules of chat. */
@NullMarked
package dev.hubbub.room;

import org.jspecify.annotations.NullMarked;
