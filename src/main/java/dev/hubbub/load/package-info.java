/** Many users at once, who check what they are told: a client, which shares nothing with the server but the protocol. */
@NullMarked
package dev.hubbub.load;

import org.jspecify.annotations.NullMarked;
