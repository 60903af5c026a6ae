package dev.hubbub.history;

import dev.hubbub.history.Tokens.Token;
import dev.hubbub.history.Wanted.Phrase;
import java.util.List;
import java.util.stream.Collectors;

/** Words in an FTS5 table, whose row id is made of room and seq. Words are quoted: none is taken for an operator. */
final class SqliteWordIndex extends WordIndex {
  private static final String PUT =
      """
      INSERT OR REPLACE INTO search_words (rowid, sender, ts, words)
      SELECT p.room * 1099511627776 + p.seq, p.sender, p.ts, p.words
      FROM ROWS(room bigint, seq bigint, sender bigint, ts bigint, words text) p
      """;

  private static final String TAKE =
      "DELETE FROM search_words WHERE rowid = (SELECT p.room * 1099511627776 + p.seq FROM ROWS(room bigint, seq bigint) p)";

  private static final String ERASE =
      """
      DELETE FROM search_words
      WHERE rowid >= $1 * 1099511627776 + $2 AND rowid < $1 * 1099511627776 + $3 AND sender = $4
      """;

  private static final String FORGET =
      """
      DELETE FROM search_words
      WHERE rowid >= $1 * 1099511627776 + $2 AND rowid < $1 * 1099511627776 + $3
      """;

  private static final String FOUND =
      """
      found AS MATERIALIZED (
        SELECT w.rowid >> 40 AS no, w.rowid & 1099511627775 AS seq, w.ts,
          CAST(w.rank * -1000000 AS INTEGER) AS score
        FROM search_words w
        WHERE w.search_words MATCH $3 AND (w.rowid >> 40) IN (SELECT no FROM here)
          AND ($4 = '' OR w.sender = (SELECT a.no FROM accounts a WHERE a.username_folded = $4))
          AND w.ts > $5 AND w.ts < $6)
      """;

  SqliteWordIndex() {
    super(PUT, TAKE, ERASE, FORGET, FOUND);
  }

  @Override
  String words(long room, List<Token> tokens) {
    return tokens.stream().map(Token::word).collect(Collectors.joining(" "));
  }

  @Override
  String wanted(Wanted wanted) {
    return wanted.phrases().stream().map(SqliteWordIndex::phrase).collect(Collectors.joining(" "));
  }

  private static String phrase(Phrase phrase) {
    return "\"" + String.join(" ", phrase.words()) + "\"" + (phrase.begins() ? "*" : "");
  }
}
