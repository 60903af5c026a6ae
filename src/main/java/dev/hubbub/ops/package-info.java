/** How this instance is, for those who operate it. */
@NullMarked
package dev.hubbub.ops;

import org.jspecify.annotations.NullMarked;
