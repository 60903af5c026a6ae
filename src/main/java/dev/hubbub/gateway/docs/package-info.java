/** What describes the protocol to programs and to people: two documents, and a page made from them. */
@NullMarked
package dev.hubbub.gateway.docs;

import org.jspecify.annotations.NullMarked;
