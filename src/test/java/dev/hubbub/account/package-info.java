/** Tests of who is there. */
@NullMarked
package dev.hubbub.account;

import org.jspecify.annotations.NullMarked;
