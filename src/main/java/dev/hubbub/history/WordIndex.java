package dev.hubbub.history;

import dev.hubbub.history.Tokens.Token;
import java.util.List;

/**
 * The index of words in the way of one database: its statements, and how they take words. Both find the same messages, but
 * rank them in their own way. Any thread may use it.
 */
abstract sealed class WordIndex permits PgWordIndex, SqliteWordIndex {
  /** What is found, seen from the asker: {@code here} are their rooms, {@code found} the messages with the words. */
  private static final String FIND =
      """
      WITH here AS MATERIALIZED (
        SELECT r.no, r.id FROM memberships m JOIN rooms r ON r.no = m.room
        WHERE m.account = $1 AND r.ended_at IS NULL AND ($2 = '' OR r.id = $2)),
      %s,
      page AS MATERIALIZED (
        SELECT no, seq, ts, score FROM found
        WHERE (score, ts, no, seq) < ($7, $8, $9, $10)
        ORDER BY score DESC, ts DESC, no DESC, seq DESC LIMIT $11)
      SELECT h.id AS room, p.no, p.score, %s
      FROM page p JOIN here h ON h.no = p.no JOIN events e ON e.room = p.no AND e.seq = p.seq %s
      ORDER BY p.score DESC, p.ts DESC, p.no DESC, p.seq DESC
      """;

  private final String put;
  private final String take;
  private final String erase;
  private final String forget;
  private final String find;

  /** The statements of one database; {@code found} names columns {@code no, seq, ts, score}. */
  WordIndex(String put, String take, String erase, String forget, String found) {
    this.put = put;
    this.take = take;
    this.erase = erase;
    this.forget = forget;
    this.find = FIND.formatted(found.strip(), Events.COLUMNS, Events.ACCOUNTS);
  }

  /**
   * A message with its words, put in the place of what there is of it: {@code ROWS(room bigint, seq bigint, sender bigint,
   * ts bigint, words text)}.
   */
  final String put() {
    return put;
  }

  /** Takes a message out: {@code ROWS(room bigint, seq bigint)}. */
  final String take() {
    return take;
  }

  /** Takes out what an account {@code $4} said in room {@code $1} from seq {@code $2} to before {@code $3}. */
  final String erase() {
    return erase;
  }

  /** Takes out what was said in room {@code $1} from seq {@code $2} to before {@code $3}. */
  final String forget() {
    return forget;
  }

  /**
   * The messages that have what is wanted {@code $3} in rooms that account {@code $1} is a member of and that have not
   * ended: in the room of id {@code $2}, of the user of the folded name {@code $4}, where these are not empty; said after
   * {@code $5} and before {@code $6}; behind the position of {@code score}, {@code ts}, {@code no} and {@code seq} {@code $7}
   * to {@code $10}; at most {@code $11}. Answers with the columns of {@link Events}, {@code room}, {@code no} and {@code
   * score}.
   */
  final String find() {
    return find;
  }

  /** The words of a message in room {@code room}, as {@link #put} takes them. */
  abstract String words(long room, List<Token> tokens);

  /** What is wanted, as {@link #find} takes it. */
  abstract String wanted(Wanted wanted);

  /** That of a database. */
  static WordIndex of(Dialect dialect) {
    return switch (dialect) {
      case POSTGRESQL -> new PgWordIndex();
      case SQLITE -> new SqliteWordIndex();
    };
  }
}
