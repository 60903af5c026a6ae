package dev.hubbub.history;

import dev.hubbub.history.Tokens.Token;
import dev.hubbub.history.Wanted.Phrase;
import java.util.List;
import java.util.stream.Collectors;

/** Words in an FTS5 table, whose row id is made of room and seq. Words are quoted: none is taken for an operator. */
final class SqliteWordIndex implements WordIndex {
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

  private static final String FIND =
      """
      WITH here AS MATERIALIZED (
        SELECT r.no, r.id FROM memberships m JOIN rooms r ON r.no = m.room
        WHERE m.account = $1 AND r.ended_at IS NULL AND ($2 = '' OR r.id = $2)),
      found AS MATERIALIZED (
        SELECT w.rowid >> 40 AS no, w.rowid & 1099511627775 AS seq, w.ts,
          CAST(w.rank * -1000000 AS INTEGER) AS score
        FROM search_words w
        WHERE w.search_words MATCH $3 AND (w.rowid >> 40) IN (SELECT no FROM here)
          AND ($4 = '' OR w.sender = (SELECT a.no FROM accounts a WHERE a.username_folded = $4))
          AND w.ts > $5 AND w.ts < $6),
      page AS MATERIALIZED (
        SELECT no, seq, ts, score FROM found
        WHERE (score, ts, no, seq) < ($7, $8, $9, $10)
        ORDER BY score DESC, ts DESC, no DESC, seq DESC LIMIT $11)
      SELECT h.id AS room, p.no, p.score, %s
      FROM page p JOIN here h ON h.no = p.no JOIN events e ON e.room = p.no AND e.seq = p.seq %s
      ORDER BY p.score DESC, p.ts DESC, p.no DESC, p.seq DESC
      """
          .formatted(Events.COLUMNS, Events.ACCOUNTS);

  @Override
  public String put() {
    return PUT;
  }

  @Override
  public String take() {
    return TAKE;
  }

  @Override
  public String erase() {
    return ERASE;
  }

  @Override
  public String find() {
    return FIND;
  }

  @Override
  public String words(long room, List<Token> tokens) {
    return tokens.stream().map(Token::word).collect(Collectors.joining(" "));
  }

  @Override
  public String wanted(Wanted wanted) {
    return wanted.phrases().stream().map(SqliteWordIndex::phrase).collect(Collectors.joining(" "));
  }

  private static String phrase(Phrase phrase) {
    return "\"" + String.join(" ", phrase.words()) + "\"" + (phrase.begins() ? "*" : "");
  }
}
