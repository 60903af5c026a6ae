/** The link between instances: what happened here is told through Redis, and what happened there is heard from it. */
@NullMarked
package dev.hubbub.redis;

import org.jspecify.annotations.NullMarked;
