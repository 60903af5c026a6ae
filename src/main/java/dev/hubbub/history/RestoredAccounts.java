package dev.hubbub.history;

import dev.hubbub.room.Archive.Line;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The accounts that are restored. */
final class RestoredAccounts {
  private static final String STRANGERS =
      """
      SELECT a.username FROM ROWS(folded text, created_at bigint) p
      JOIN accounts a ON a.username_folded = p.folded WHERE a.created_at <> p.created_at
      """;

  private static final String ACCOUNTS =
      """
      INSERT INTO accounts (username, username_folded, name, name_folded, guest, disabled,
        administrator, receipts, created_at, last_seen_at, shut_at, ended_at, erased)
      SELECT p.username, p.folded, p.name, p.name_folded, p.guest, p.disabled, p.administrator,
        p.receipts, p.created_at, p.last_seen_at, p.shut_at, p.ended_at, p.erased
      FROM ROWS(username text, folded text, name text, name_folded text, guest boolean,
        disabled boolean, administrator boolean, receipts boolean, created_at bigint,
        last_seen_at bigint, shut_at bigint, ended_at bigint, erased boolean) p
      WHERE TRUE
      ON CONFLICT (username_folded) DO NOTHING
      RETURNING no
      """;

  private RestoredAccounts() {}

  /** The names of those that are somebody else's here. */
  static Future<List<String>> strangers(Database database, List<Line> accounts) {
    Rows rows = new Rows();
    accounts.forEach(line -> rows.add(line.position(), line.number("created_at")));
    return database
        .each(STRANGERS, rows)
        .map(found -> found.stream().map(row -> row.text("username")).toList());
  }

  /** Adds those that are not there; says how many. */
  static Future<Integer> add(Statements statements, List<Line> accounts) {
    Rows rows = new Rows();
    for (Line line : accounts) {
      String name = line.text("name");
      boolean ended = line.values().containsKey("ended_at");
      rows.add(
          line.text("user"),
          line.position(),
          name,
          ended ? "" : Words.folded(name),
          line.flag("guest"),
          line.flag("disabled"),
          line.flag("administrator"),
          !line.flag("private_receipts"),
          line.number("created_at"),
          line.numberOrNull("last_seen_at"),
          line.numberOrNull("shut_at"),
          line.numberOrNull("ended_at"),
          line.flag("erased"));
    }
    return statements.each(ACCOUNTS, rows).map(List::size);
  }

  /** A username as accounts are found by; absent where there is none. */
  static @Nullable String folded(Line line, String field) {
    String name = line.textOrNull(field);
    return name == null ? null : name.toLowerCase(Locale.ROOT);
  }
}
