package dev.hubbub.history;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees a store that goes back in time under running instances: an older copy was put in its place, or a standby took over
 * that lacked the newest commits. Each instance counts a beat there every second. A store that knows of fewer beats than
 * were committed has lost what was committed since, and every room begins a new epoch (PROTOCOL.md 2.8), before this
 * instance does anything else there: each new connection is checked first. All who see it take turns; the first begins a
 * new life of the store, by whose name the others know that it is done. Any thread.
 */
final class PgLife {
  private static final Logger log = LoggerFactory.getLogger(PgLife.class);

  private static final long BEAT_MS = 1_000;
  private static final long WAIT_MS = 60_000;

  /** Those who were not heard of for a month are gone. */
  private static final String FORGET = "DELETE FROM beats WHERE at < now_ms() - 2592000000";

  private static final String BEGIN =
      """
      INSERT INTO beats (instance, beat, at) VALUES ($1, $2, now_ms())
      ON CONFLICT (instance) DO UPDATE SET beat = excluded.beat, at = excluded.at
      """;

  private static final String BEAT =
      "UPDATE beats SET beat = beat + 1, at = now_ms() WHERE instance = $1 RETURNING beat";

  private static final String HEARD = "SELECT b.beat FROM beats b WHERE b.instance = $1";

  private static final String LIVES = "SELECT l.name FROM lives l";

  private static final String LIFE = "INSERT INTO lives (name, began_at) VALUES ($1, now_ms())";

  private static final String EPOCHS =
      "UPDATE rooms SET epoch = substr(md5(random()::text || no::text), 1, 10)";

  private final String instance = UUID.randomUUID().toString();
  private final Set<String> lives = ConcurrentHashMap.newKeySet();
  private final AtomicLong committed = new AtomicLong();
  private volatile boolean begun;
  private boolean beating;

  /** Begins to count, on the caller's context; once, when the schema is there. */
  Future<Void> begin(Vertx vertx, Database database) {
    return database
        .transaction(statements -> Future.all(
                statements.query(FORGET), statements.query(BEGIN, instance, 0L))
            .compose(counted -> statements.query(LIVES)))
        .onSuccess(rows -> {
          lives.addAll(names(rows));
          begun = true;
          long unused = vertx.setPeriodic(BEAT_MS, timer -> beat(database));
        })
        .mapEmpty();
  }

  private void beat(Database database) {
    if (beating) {
      return;
    }
    beating = true;
    long before = committed.get();
    database
        .query(BEAT, instance)
        .compose(rows -> {
          long beat = rows.isEmpty() ? 0 : rows.get(0).number("beat");
          return beat > before
              ? Future.succeededFuture(beat)
              : database
                  .alone(WAIT_MS, statements -> renew(statements, before + 1))
                  .onSuccess(lives::addAll)
                  .map(before + 1);
        })
        .onComplete(done -> {
          beating = false;
          if (done.succeeded()) {
            committed.accumulateAndGet(done.result(), Math::max);
          } else {
            log.debug("A beat was not counted: {}", String.valueOf(done.cause().getMessage()));
          }
        });
  }

  /** Has a new connection known to lead to the store as it was left, or that store begun anew. */
  Future<?> check(SqlConnection connection) {
    if (!begun) {
      return Future.succeededFuture();
    }
    long expected = committed.get();
    return new PgTransaction(connection, null)
        .run(statements -> knows(statements, expected))
        .compose(known -> known
            ? Future.succeededFuture(List.of())
            : new PgTransaction(connection, PgDatabase.READ_WRITE)
                .run(statements -> PgDatabase.alone(statements, alone -> renew(alone, expected))))
        .onSuccess(lives::addAll);
  }

  private Future<Boolean> knows(Statements statements, long beat) {
    return statements
        .query(HEARD, instance)
        .map(rows -> !rows.isEmpty() && rows.get(0).number("beat") >= beat);
  }

  /**
   * Begins anew what nobody else did, another connection of this instance included.
   *
   * @return the lives of the store that are known once this is committed
   */
  private Future<List<String>> renew(Statements statements, long expected) {
    return knows(statements, expected)
        .compose(known -> known
            ? Future.succeededFuture(List.of())
            : statements
                .query(LIVES)
                .map(PgLife::names)
                .compose(found ->
                    lives.containsAll(found) ? renewAll(statements) : Future.succeededFuture(found))
                .compose(found -> statements.query(BEGIN, instance, expected).map(found)));
  }

  private static List<String> names(List<Row> lives) {
    return lives.stream().map(row -> row.text("name")).toList();
  }

  private static Future<List<String>> renewAll(Statements statements) {
    log.warn("The store went back in time: what was committed last is gone. Every room begins a new"
        + " epoch, and every client starts afresh.");
    String life = UUID.randomUUID().toString();
    return Future.all(statements.query(EPOCHS), statements.query(LIFE, life)).map(List.of(life));
  }
}
