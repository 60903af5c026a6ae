/** What tests stand on: real servers, faulty links, clients from the user's chair, and a judge of what they saw. */
@NullMarked
package dev.hubbub.testing;

import org.jspecify.annotations.NullMarked;
