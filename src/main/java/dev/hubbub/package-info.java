/** Hubbub, a self-hosted, real-time chat server. */
@NullMarked
package dev.hubbub;

import org.jspecify.annotations.NullMarked;
