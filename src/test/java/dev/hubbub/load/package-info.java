@NullMarked
package dev.hubbub.load;

import org.jspecify.annotations.NullMarked;
