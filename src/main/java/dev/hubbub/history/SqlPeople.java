package dev.hubbub.history;

import dev.hubbub.room.Accounts.Account;
import dev.hubbub.room.People;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Rooms.Slice;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Those who have accounts, in a database. */
final class SqlPeople implements People {
  /** Accounts of which {@link #remains} tells at a time. */
  private static final int REMAINS = 20;

  /** Longest wait for {@link #erase} before the asker is told that it goes on. */
  private static final int ERASE_MS = 2_000;

  private static final String SEARCH = "SELECT " + SqlAccounts.COLUMNS
      + """
       FROM accounts a
      WHERE a.ended_at IS NULL AND a.username_folded > $1
        AND (a.username_folded LIKE $2 ESCAPE '\\' OR a.name_folded LIKE $2 ESCAPE '\\')
      ORDER BY a.username_folded LIMIT $3
      """;

  private static final String LEFT =
      """
      UPDATE accounts SET last_seen_at = now_ms() FROM ROWS(account bigint) p
      WHERE accounts.no = p.account AND accounts.ended_at IS NULL
      """;

  private static final String RECEIPTS =
      "UPDATE accounts SET receipts = $1 WHERE no = $2 AND ended_at IS NULL RETURNING no";

  private static final String RENAME =
      """
      UPDATE accounts SET name = $1, name_folded = $2 WHERE no = $3 AND ended_at IS NULL
      RETURNING no
      """;

  private static final String PASSWORD =
      "UPDATE accounts SET password_hash = $1 WHERE no = $2 AND ended_at IS NULL RETURNING no";

  private static final String ADMINISTRATOR =
      "UPDATE accounts SET administrator = $1 WHERE no = $2 AND ended_at IS NULL RETURNING no";

  private static final String DISABLE =
      """
      UPDATE accounts SET disabled = TRUE, shut_at = COALESCE(shut_at, now_ms())
      WHERE no = $1 AND ended_at IS NULL
      RETURNING no
      """;

  private static final String ENABLE =
      """
      UPDATE accounts SET disabled = FALSE, shut_at = NULL WHERE no = $1 AND ended_at IS NULL
      RETURNING no
      """;

  private static final String END =
      """
      UPDATE accounts SET ended_at = now_ms(), shut_at = now_ms(), name = username,
        name_folded = '', password_hash = NULL, administrator = FALSE
      WHERE no = $1 AND ended_at IS NULL
      RETURNING no
      """;

  private static final String END_LOGIN =
      """
      UPDATE logins SET ended_at = now_ms() WHERE id = $1 AND account = $2 AND ended_at IS NULL
      RETURNING id
      """;

  private static final String END_LOGINS =
      """
      UPDATE logins SET ended_at = now_ms() WHERE account = $1 AND ended_at IS NULL AND id <> $2
      RETURNING id
      """;

  private static final String FORGET_AGENTS = "UPDATE logins SET agent = NULL WHERE account = $1";

  /** A login whose last token is over goes on no more. */
  private static final String LOGINS =
      """
      SELECT l.id, l.created_at, l.seen_at, l.agent FROM logins l
      WHERE l.account = $1 AND l.ended_at IS NULL
        AND (l.created_at < $2 OR (l.created_at = $2 AND l.id < $3))
        AND EXISTS (SELECT 1 FROM refresh_tokens t WHERE t.login = l.id AND t.expires_at > now_ms())
      ORDER BY l.created_at DESC, l.id DESC LIMIT $4
      """;

  /** The newest first: whoever ends an account asks at once what remains of it. */
  private static final String REMAINING =
      """
      SELECT no, username FROM accounts WHERE ended_at IS NOT NULL AND NOT erased
      ORDER BY ended_at DESC LIMIT $1
      """;

  private static final String PLACES =
      """
      SELECT r.id, r.no, r.ended_at IS NULL AS member FROM memberships m JOIN rooms r ON r.no = m.room
      WHERE m.account = $1
      UNION ALL
      SELECT r.id, r.no, FALSE AS member FROM former f JOIN rooms r ON r.no = f.room
      WHERE f.account = $1
      """;

  private static final String GONE =
      "SELECT no FROM accounts WHERE no = $1 AND ended_at IS NOT NULL";

  /** Not as long as it is a member anywhere, by a join that was under way when it ended. */
  private static final String ERASED =
      """
      UPDATE accounts SET erased = TRUE WHERE no = $1 AND ended_at IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM memberships m JOIN rooms r ON r.no = m.room
          WHERE m.account = $1 AND r.ended_at IS NULL)
      """;

  private final Database database;

  /** What is being erased, by account; used on the context of the store only. */
  private final Map<Long, Future<Void>> erasing = new HashMap<>();

  SqlPeople(Database database) {
    this.database = database;
  }

  @Override
  public Future<Slice<Account>> search(String text, @Nullable String cursor, int limit) {
    return database
        .query(SEARCH, Words.username(cursor), Words.holding(text), limit + 1)
        .map(rows -> Slices.of(
            rows, limit, SqlAccounts::account, row -> SqlAccounts.folded(row.text("username"))))
        .recover(SqlFailure::told);
  }

  @Override
  public Future<Void> left(Collection<Long> accounts) {
    Rows rows = new Rows();
    accounts.stream().sorted().forEach(rows::add); // in one order against deadlocks
    return database
        .transaction(statements -> statements.each(LEFT, rows).<Void>mapEmpty())
        .recover(SqlFailure::told);
  }

  @Override
  public Future<Void> showReceipts(User user, boolean receipts) {
    return change(statements -> changed(statements, RECEIPTS, receipts, user.id()))
        .mapEmpty();
  }

  @Override
  public Future<Void> rename(User user, String name) {
    return change(statements -> changed(statements, RENAME, name, Words.folded(name), user.id()))
        .mapEmpty();
  }

  @Override
  public Future<List<String>> changePassword(User user, String hash, @Nullable String keptLogin) {
    return change(statements -> changed(statements, PASSWORD, hash, user.id())
        .compose(done -> endLogins(statements, user, keptLogin)));
  }

  @Override
  public Future<Slice<LoginView>> logins(User user, @Nullable String cursor, int limit) {
    LoginCursor from = LoginCursor.of(cursor);
    return database
        .query(LOGINS, user.id(), from.createdAt(), from.id(), limit + 1)
        .map(rows -> Slices.of(
            rows,
            limit,
            row -> new LoginView(
                row.text("id"),
                row.number("created_at"),
                row.number("seen_at"),
                row.textOrNull("agent")),
            row -> row.number("created_at") + ":" + row.text("id")))
        .recover(SqlFailure::told);
  }

  @Override
  public Future<Void> endLogin(User user, String login) {
    return change(statements -> changed(statements, END_LOGIN, login, user.id()))
        .mapEmpty();
  }

  @Override
  public Future<List<String>> setDisabled(User user, boolean disabled) {
    return change(statements -> changed(statements, disabled ? DISABLE : ENABLE, user.id())
        .compose(done ->
            disabled ? endLogins(statements, user, null) : Future.succeededFuture(List.of())));
  }

  @Override
  public Future<Void> setAdministrator(User user, boolean administrator) {
    return change(statements -> changed(statements, ADMINISTRATOR, administrator, user.id()))
        .mapEmpty();
  }

  @Override
  public Future<List<String>> end(User user) {
    return change(statements -> statements
        .query(END, user.id())
        .compose(done -> statements.query(FORGET_AGENTS, user.id()))
        .compose(done -> endLogins(statements, user, null)));
  }

  @Override
  public Future<List<Remains>> remains() {
    return database
        .query(REMAINING, REMAINS)
        .compose(rows ->
            Future.join(rows.stream().map(this::remains).toList()).map(all -> all.<Remains>list()))
        .recover(SqlFailure::told);
  }

  private Future<Remains> remains(Row row) {
    User user = new User(row.number("no"), row.text("username"));
    return database.query(PLACES, user.id()).map(rows -> {
      List<String> rooms = new ArrayList<>();
      Set<String> spoken = new LinkedHashSet<>();
      for (Row place : rows) {
        String room = place.text("id");
        spoken.add(room);
        if (place.flag("member")) {
          rooms.add(room);
        }
      }
      return new Remains(user, rooms, List.copyOf(spoken));
    });
  }

  @Override
  public Future<Void> erase(User user) {
    return database
        .query(GONE, user.id())
        .compose(rows -> rows.isEmpty()
            ? Future.failedFuture(Refusal.notFound())
            : database.query(PLACES, user.id()))
        .compose(places -> Tombstones.erase(
            database,
            user.id(),
            places.stream().map(place -> place.number("no")).distinct().toList()))
        .compose(erased -> database.transaction(
            statements -> statements.query(ERASED, user.id()).<Void>mapEmpty()))
        .recover(SqlFailure::told);
  }

  /**
   * Begins {@link #erase}, or waits for it where it is under way, but no longer than for an answer.
   *
   * @return whether it still goes on
   */
  Future<Boolean> eraseSome(User user) {
    Future<Void> before = erasing.get(user.id());
    Future<Void> work = before == null ? beginToErase(user) : before;
    return work.map(false)
        .timeout(ERASE_MS, TimeUnit.MILLISECONDS)
        .recover(cause -> cause instanceof TimeoutException
            ? Future.succeededFuture(true)
            : Future.failedFuture(cause));
  }

  private Future<Void> beginToErase(User user) {
    Future<Void> work = erase(user);
    erasing.put(user.id(), work);
    return work.onComplete(done -> erasing.remove(user.id(), work));
  }

  private <T> Future<T> change(Function<Statements, Future<T>> work) {
    return database.transaction(work).recover(SqlFailure::told);
  }

  /** Changes one row, which has to be there. */
  private static Future<List<Row>> changed(
      Statements statements, String sql, @Nullable Object... parameters) {
    return statements
        .query(sql, parameters)
        .compose(rows -> rows.isEmpty()
            ? Future.failedFuture(Refusal.notFound())
            : Future.succeededFuture(rows));
  }

  /**
   * Ends the logins of an account but one; those that are about to begin wait for the row of the account, which the
   * transaction has changed before.
   */
  private static Future<List<String>> endLogins(
      Statements statements, User user, @Nullable String kept) {
    return statements
        .query(END_LOGINS, user.id(), kept == null ? "" : kept)
        .map(rows -> rows.stream().map(row -> row.text("id")).toList());
  }

  /** Where a page of logins begins: after the login of this time and id. */
  private record LoginCursor(long createdAt, String id) {
    static LoginCursor of(@Nullable String cursor) {
      if (cursor == null) {
        return new LoginCursor(Long.MAX_VALUE, "");
      }
      String[] parts = Words.decoded(cursor).split(":", 2);
      if (parts.length < 2 || !parts[0].matches("[0-9]{1,18}")) {
        throw Words.foreign();
      }
      return new LoginCursor(Long.parseLong(parts[0]), parts[1]);
    }
  }
}
