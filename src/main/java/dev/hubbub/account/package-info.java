/** Who is there: passwords, tokens, logins and their end. */
@NullMarked
package dev.hubbub.account;

import org.jspecify.annotations.NullMarked;
