/** Verticles as others write them: they know Vert.x and the event bus, and nothing of Hubbub. */
@NullMarked
package dev.hubbub.example;

import org.jspecify.annotations.NullMarked;
