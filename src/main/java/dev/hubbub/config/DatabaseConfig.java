package dev.hubbub.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The store ({@code database.*}, {@code data.dir}). {@link #toString()} shows no password.
 *
 * @param url {@code postgresql://user:password@host:port/db?sslmode=…} ({@code database.url}); absent for the embedded
 *     database
 * @param dataDir where the embedded database and the development secret are kept ({@code data.dir}, data)
 * @param waitSeconds how long a store that is not there is waited for at start ({@code database.wait_seconds}, 30)
 * @param poolSize connections ({@code database.pool_size}, 8)
 * @param queue requests that may wait for a connection, and drafts that may wait for a commit ({@code database.queue},
 *     10,000); one more is answered {@code unavailable}
 * @param statementMs longest statement, also for locks ({@code database.statement_ms}, 3,000)
 * @param batchEvents most events in one commit ({@code database.batch_events}, 256)
 */
public record DatabaseConfig(
    @Nullable String url,
    Path dataDir,
    int waitSeconds,
    int poolSize,
    int queue,
    int statementMs,
    int batchEvents) {
  @Override
  public String toString() {
    return "DatabaseConfig[" + (url == null ? "embedded in " + dataDir : "postgresql") + "]";
  }
}
