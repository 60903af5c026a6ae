package dev.hubbub.history;

import dev.hubbub.room.Accounts;
import dev.hubbub.room.Ended;
import dev.hubbub.room.Ended.Shut;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Accounts and their logins, in a database. */
final class SqlAccounts implements Accounts {
  /** An end is stamped before it is committed; the window reaches back as much further. */
  private static final long COMMIT_MS = 5_000;

  static final String COLUMNS =
      "a.no, a.username, a.name, a.password_hash, a.guest, a.disabled, a.administrator, "
          + "a.receipts, a.created_at";

  private static final String INSERT =
      """
      INSERT INTO accounts (username, username_folded, name, name_folded, password_hash, guest,
        created_at)
      VALUES ($1, $2, $3, $4, $5, $6, now_ms())
      ON CONFLICT (username_folded) DO NOTHING
      RETURNING no, created_at
      """;

  private static final String FIND =
      "SELECT " + COLUMNS + " FROM accounts a WHERE a.username_folded = $1 AND a.ended_at IS NULL";

  /** Whoever shuts an account out changes its row first, and then ends the logins there are. */
  private static final String OPEN =
      """
      SELECT no FROM accounts WHERE no = $1 AND NOT disabled AND ended_at IS NULL
      FOR NO KEY UPDATE
      """;

  private static final String LOGIN =
      """
      INSERT INTO logins (id, account, created_at, seen_at, agent)
      VALUES ($1, $2, now_ms(), now_ms(), $3)
      """;

  private static final String TOKEN =
      "INSERT INTO refresh_tokens (hash, login, expires_at) VALUES ($1, $2, $3)";

  private static final String TAKE =
      """
      SELECT t.login, t.used, t.expires_at > now_ms() AS valid, l.ended_at, %s
      FROM refresh_tokens t
      JOIN logins l ON l.id = t.login
      JOIN accounts a ON a.no = l.account
      WHERE t.hash = $1
      FOR NO KEY UPDATE OF t
      """
          .formatted(COLUMNS);

  private static final String USE = "UPDATE refresh_tokens SET used = TRUE WHERE hash = $1";

  /** Until then the answer to an exchange may be asked for again. */
  private static final long LOST_ANSWER_MS = 60_000;

  private static final String EXCHANGED =
      """
      SELECT hash FROM refresh_tokens
      WHERE hash IN ($1, $2) AND login = $3 AND NOT used AND expires_at > $4
      """;

  private static final String FORGET =
      "DELETE FROM refresh_tokens WHERE login = $1 AND expires_at < now_ms()";

  private static final String SEEN =
      "UPDATE logins SET seen_at = now_ms(), agent = COALESCE($1, agent) WHERE id = $2";

  private static final String END =
      "UPDATE logins SET ended_at = now_ms() WHERE id = $1 AND ended_at IS NULL";

  /** In one statement, so that nobody's logins are told without the reason. */
  private static final String ENDED =
      """
      SELECT id AS login, NULL AS account, NULL AS disabled FROM logins
      WHERE ended_at IS NOT NULL AND ended_at >= now_ms() - $1
      UNION ALL
      SELECT NULL, no, disabled AND ended_at IS NULL FROM accounts
      WHERE shut_at IS NOT NULL AND shut_at >= now_ms() - $1
      """;

  private final Database database;

  SqlAccounts(Database database) {
    this.database = database;
  }

  @Override
  public Future<Account> create(NewAccount account) {
    return database
        .transaction(statements -> statements.query(
            INSERT,
            account.username(),
            folded(account.username()),
            account.name(),
            Words.folded(account.name()),
            account.passwordHash(),
            account.guest()))
        .compose(rows -> rows.isEmpty()
            ? Future.<Account>failedFuture(
                new Refusal(ErrorCode.CONFLICT, "This username is taken."))
            : Future.succeededFuture(new Account(
                new User(rows.get(0).number("no"), account.username()),
                account.name(),
                account.passwordHash(),
                account.guest(),
                false,
                false,
                true,
                rows.get(0).number("created_at"))))
        .recover(SqlFailure::told);
  }

  @Override
  public Future<Optional<Account>> find(String username) {
    return database
        .query(FIND, folded(username))
        .map(rows -> rows.stream().findFirst().map(SqlAccounts::account))
        .recover(SqlFailure::told);
  }

  @Override
  public Future<Void> startLogin(NewLogin login) {
    return database
        .transaction(statements -> statements
            .query(OPEN, login.user().id())
            .compose(rows -> rows.isEmpty()
                ? Future.<Void>failedFuture(
                    new Refusal(ErrorCode.UNAUTHORIZED, "This account is let in no more."))
                : Future.all(
                        statements.query(LOGIN, login.id(), login.user().id(), login.agent()),
                        statements.query(TOKEN, login.refreshHash(), login.id(), login.expiresAt()))
                    .<Void>mapEmpty()))
        .recover(SqlFailure::told);
  }

  @Override
  public Future<Exchange> rotate(
      String oldHash, String newHash, String otherHash, long expiresAt, @Nullable String agent) {
    return database
        .transaction(statements -> statements
            .query(TAKE, oldHash)
            .compose(rows -> rows.isEmpty()
                ? Future.succeededFuture(worthless())
                : rows.get(0).flag("used")
                    ? again(statements, rows.get(0), newHash, otherHash, expiresAt)
                    : exchanged(statements, rows.get(0), oldHash, newHash, expiresAt, agent)))
        .compose(answer -> answer)
        .recover(SqlFailure::told);
  }

  /** What is answered where there is nothing to exchange; what has been written is committed all the same. */
  private static Future<Exchange> worthless() {
    return Future.failedFuture(
        new Refusal(ErrorCode.UNAUTHORIZED, "This refresh token is not valid."));
  }

  /** The exchange that was made before; where it is not to be told again, this ends the login. */
  private static Future<Future<Exchange>> again(
      Statements statements, Row row, String newHash, String otherHash, long expiresAt) {
    String login = row.text("login");
    boolean over = row.has("ended_at");
    return statements
        .query(EXCHANGED, newHash, otherHash, login, expiresAt - LOST_ANSWER_MS)
        .compose(given -> {
          if (over) {
            return Future.succeededFuture(worthless());
          }
          return given.isEmpty()
              ? statements
                  .query(END, login)
                  .map(ended -> Future.failedFuture(new Reused(row.text("username"))))
              : Future.succeededFuture(exchange(row, given.get(0).text("hash")));
        });
  }

  private static Future<Exchange> exchange(Row row, String newHash) {
    return Future.succeededFuture(
        new Exchange(new Login(row.text("login"), account(row)), newHash));
  }

  /** Exchanges the token of {@code row}, unless it is worth nothing. */
  private static Future<Future<Exchange>> exchanged(
      Statements statements,
      Row row,
      String oldHash,
      String newHash,
      long expiresAt,
      @Nullable String agent) {
    String login = row.text("login");
    if (row.has("ended_at") || !row.flag("valid")) {
      return Future.succeededFuture(worthless());
    }
    return Future.all(
            statements.query(USE, oldHash),
            statements.query(FORGET, login),
            statements.query(SEEN, agent, login),
            statements.query(TOKEN, newHash, login, expiresAt))
        .map(done -> exchange(row, newHash));
  }

  @Override
  public Future<Void> endLogin(String login) {
    return database
        .transaction(statements -> statements.query(END, login).<Void>mapEmpty())
        .recover(SqlFailure::told);
  }

  @Override
  public Future<Ended> ended(long windowMs) {
    return database
        .query(ENDED, windowMs + COMMIT_MS)
        .map(SqlAccounts::told)
        .recover(SqlFailure::told);
  }

  private static Ended told(List<Row> rows) {
    List<String> logins = new ArrayList<>();
    List<Shut> accounts = new ArrayList<>();
    for (Row row : rows) {
      if (row.has("login")) {
        logins.add(row.text("login"));
      } else {
        accounts.add(new Shut(row.number("account"), row.flag("disabled")));
      }
    }
    return new Ended(logins, accounts);
  }

  /** Usernames are ASCII. */
  static String folded(String username) {
    return username.toLowerCase(Locale.ROOT);
  }

  static Account account(Row row) {
    return new Account(
        new User(row.number("no"), row.text("username")),
        row.text("name"),
        row.textOrNull("password_hash"),
        row.flag("guest"),
        row.flag("disabled"),
        row.flag("administrator"),
        row.flag("receipts"),
        row.number("created_at"));
  }
}
