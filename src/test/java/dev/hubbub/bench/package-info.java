@NullMarked
package dev.hubbub.bench;

import org.jspecify.annotations.NullMarked;
