package dev.hubbub.history;

import dev.hubbub.history.Tokens.Token;
import dev.hubbub.history.Wanted.Phrase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Words in a {@code tsvector} with a GIN index. Vectors and queries are written out here, so that no parser, dictionary or
 * locale of the database has a say; as no word holds anything but letters, digits and symbols, none needs an escape.
 *
 * <p>Each vector has the number of its room as a word, too. With it the index finds the few messages that are in the rooms
 * of the asker, where a word alone may be in millions. Who may read what is decided by their memberships all the same.
 */
final class PgWordIndex extends WordIndex {
  private static final String PUT =
      """
      INSERT INTO search_words (room, seq, sender, ts, words)
      SELECT p.room, p.seq, p.sender, p.ts, CAST(p.words AS tsvector)
      FROM ROWS(room bigint, seq bigint, sender bigint, ts bigint, words text) p
      ON CONFLICT (room, seq) DO UPDATE SET words = excluded.words
      """;

  private static final String TAKE =
      """
      DELETE FROM search_words USING ROWS(room bigint, seq bigint) p
      WHERE search_words.room = p.room AND search_words.seq = p.seq
      """;

  private static final String ERASE =
      "DELETE FROM search_words WHERE room = $1 AND seq >= $2 AND seq < $3 AND sender = $4";

  private static final String FORGET =
      "DELETE FROM search_words WHERE room = $1 AND seq >= $2 AND seq < $3";

  /** {@code + 0} leaves the index of words as the only way. */
  private static final String FOUND =
      """
      wanted AS MATERIALIZED (SELECT CAST(CAST($3 AS TEXT) AS tsquery) AS words),
      found AS (
        SELECT w.room AS no, w.seq, w.ts,
          CAST(ts_rank(w.words, (SELECT words FROM wanted)) * 1000000 AS BIGINT) AS score
        FROM search_words w
        WHERE w.words @@ (SELECT words FROM wanted) AND w.words @@ (
            SELECT CAST(string_agg('''@' || no || '''', '|') AS tsquery) FROM here)
          AND w.room + 0 IN (SELECT no FROM here)
          AND ($4 = '' OR w.sender = (SELECT a.no FROM accounts a WHERE a.username_folded = $4))
          AND w.ts > $5 AND w.ts < $6)
      """;

  PgWordIndex() {
    super(PUT, TAKE, ERASE, FORGET, FOUND);
  }

  @Override
  String words(long room, List<Token> tokens) {
    Map<String, List<String>> places = new LinkedHashMap<>();
    for (int i = 0; i < tokens.size(); i++) {
      places
          .computeIfAbsent(tokens.get(i).word(), word -> new ArrayList<>())
          .add(String.valueOf(i + 1));
    }
    StringBuilder vector = new StringBuilder("'@").append(room).append('\'');
    places.forEach(
        (word, at) -> vector.append(" '").append(word).append("':").append(String.join(",", at)));
    return vector.toString();
  }

  @Override
  String wanted(Wanted wanted) {
    return wanted.phrases().stream().map(PgWordIndex::phrase).collect(Collectors.joining(" & "));
  }

  private static String phrase(Phrase phrase) {
    String words = phrase.words().stream()
        .map(word -> "'" + word + "'")
        .collect(Collectors.joining(" <-> ", "(", ""));
    return words + (phrase.begins() ? ":*)" : ")");
  }
}
