/** Tests of how an instance says it is. */
@NullMarked
package dev.hubbub.ops;

import org.jspecify.annotations.NullMarked;
