package dev.hubbub.history;

import dev.hubbub.config.StartFailure;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the schema to what this jar needs. The files under {@code db/} are numbered by their place in the list; each
 * may have a companion for one dialect, which follows it. A file, its companion and the note that they were applied are
 * one transaction that no other instance has at the same time: several may start at once, and one that is killed
 * half-way leaves the next start where it began.
 */
final class Migrations {
  private static final Logger log = LoggerFactory.getLogger(Migrations.class);

  private static final List<String> FILES = List.of(
      "001-core",
      "002-rooms",
      "003-accounts",
      "004-live",
      "005-search",
      "006-retention",
      "007-lives");

  /** What SQL alone cannot do, after the file of that name. */
  private static final Map<String, Function<Statements, Future<?>>> FILLED =
      Map.of("003-accounts", FoldedNames::fill);

  /** How long one instance waits for another's migration. */
  private static final long WAIT_MS = 60_000;

  private static final String REGISTER =
      """
      CREATE TABLE IF NOT EXISTS schema_versions (
        version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)
      """;

  private final Database database;
  private final List<String> files;

  Migrations(Database database) {
    this(database, FILES);
  }

  Migrations(Database database, List<String> files) {
    this.database = database;
    this.files = files;
  }

  /** Applies what is missing. Fails with {@link StartFailure} where the schema is newer than this jar. */
  Future<Void> run() {
    return database
        .alone(WAIT_MS, this::next)
        .compose(more -> more ? run() : Future.succeededFuture());
  }

  /** Applies one file, if one is missing, and says whether another is. */
  private Future<Boolean> next(Statements statements) {
    return statements
        .query(REGISTER)
        .compose(made -> statements.query("SELECT max(version) AS version FROM schema_versions"))
        .compose(rows -> {
          Long found = rows.get(0).numberOrNull("version");
          int version = found == null ? 0 : found.intValue();
          if (version > files.size()) {
            return Future.failedFuture(new StartFailure(
                database.dialect() == Dialect.POSTGRESQL ? "database.url" : "data.dir",
                "the schema is of version " + version + ", newer than the " + files.size()
                    + " that this jar knows; use the newer jar"));
          }
          return version == files.size()
              ? Future.succeededFuture(false)
              : apply(statements, version + 1).map(done -> version + 1 < files.size());
        });
  }

  private Future<?> apply(Statements statements, int version) {
    String name = files.get(version - 1);
    log.info("migrating the store to {}", name);
    String own = script(name + "." + database.dialect().name().toLowerCase(Locale.ROOT) + ".sql");
    String shared = script(name + ".sql");
    if (shared == null) {
      throw new IllegalStateException("The jar lacks db/" + name + ".sql");
    }
    Future<?> done = Future.succeededFuture();
    for (String statement : statements(own == null ? shared : shared + "\n" + own)) {
      done = done.compose(before -> statements.query(statement));
    }
    Function<Statements, Future<?>> fill =
        FILLED.getOrDefault(name, nothing -> Future.succeededFuture());
    return done.compose(before -> fill.apply(statements))
        .compose(before -> statements.query(
            "INSERT INTO schema_versions (version, name, applied_at) VALUES ($1, $2, now_ms())",
            version,
            name));
  }

  /** The statements of a script: each ends with a semicolon at the end of a line, comments have lines of their own. */
  private static List<String> statements(String script) {
    String code =
        script.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
    return Arrays.stream(code.split(";\n|;$"))
        .map(String::strip)
        .filter(s -> !s.isEmpty())
        .toList();
  }

  private static @Nullable String script(String name) {
    try (InputStream in = Migrations.class.getResourceAsStream("/db/" + name)) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
