/** What can be configured: a record per concern, read once at start, checked whole, then only read. */
@NullMarked
package dev.hubbub.config;

import org.jspecify.annotations.NullMarked;
