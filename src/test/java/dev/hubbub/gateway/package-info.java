/** Tests of the door. */
@NullMarked
package dev.hubbub.gateway;

import org.jspecify.annotations.NullMarked;
