/** The file that {@code export} writes and {@code import} reads. */
@NullMarked
package dev.hubbub.archive;

import org.jspecify.annotations.NullMarked;
