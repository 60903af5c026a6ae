/** The Redis bridge against real servers and faulty links. */
@NullMarked
package dev.hubbub.redis;

import org.jspecify.annotations.NullMarked;
