/** What a person meets at the terminal: the command line, its help, the check, the banner, the log. */
@NullMarked
package dev.hubbub.cli;

import org.jspecify.annotations.NullMarked;
