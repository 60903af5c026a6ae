/**
 * The store: the log of every room, the rooms and the accounts, written once over {@link
 * dev.hubbub.history.Database}, which is PostgreSQL or the embedded SQLite. The only importer of SQL clients.
 */
@NullMarked
package dev.hubbub.history;

import org.jspecify.annotations.NullMarked;
