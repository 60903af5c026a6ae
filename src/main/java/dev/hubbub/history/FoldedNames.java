package dev.hubbub.history;

import io.vertx.core.Future;

/**
 * Folds the names of the accounts that were there before names were looked for. The databases fold letters each in a way
 * of its own, SQLite those of ASCII only; names that come later are folded here too.
 */
final class FoldedNames {
  private static final int PAGE = 500;

  private static final String NAMES =
      "SELECT no, name FROM accounts WHERE no > $1 ORDER BY no LIMIT $2";

  private static final String FOLD =
      """
      UPDATE accounts SET name_folded = p.name FROM ROWS(no bigint, name text) p
      WHERE accounts.no = p.no
      """;

  private FoldedNames() {}

  /** Folds all of them. */
  static Future<?> fill(Statements statements) {
    return fill(statements, 0);
  }

  private static Future<?> fill(Statements statements, long after) {
    return statements.query(NAMES, after, PAGE).compose(rows -> {
      if (rows.isEmpty()) {
        return Future.succeededFuture();
      }
      Rows folded = new Rows();
      rows.forEach(row -> folded.add(row.number("no"), Words.folded(row.text("name"))));
      return statements
          .each(FOLD, folded)
          .compose(done -> fill(statements, rows.get(rows.size() - 1).number("no")));
    });
  }
}
