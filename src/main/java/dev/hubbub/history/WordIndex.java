package dev.hubbub.history;

import dev.hubbub.history.Tokens.Token;
import java.util.List;

/**
 * The index of words in the way of one database: its statements, and how they take words. Both find the same messages, but
 * rank them in their own way. Any thread may use it.
 */
interface WordIndex {
  /**
   * A message with its words, put in the place of what there is of it: {@code ROWS(room bigint, seq bigint, sender bigint,
   * ts bigint, words text)}.
   */
  String put();

  /** Takes a message out: {@code ROWS(room bigint, seq bigint)}. */
  String take();

  /** Takes out what an account {@code $4} said in room {@code $1} from seq {@code $2} to before {@code $3}. */
  String erase();

  /**
   * The messages that have what is wanted {@code $3} in rooms that account {@code $1} is a member of and that have not
   * ended: in the room of id {@code $2}, of the user of the folded name {@code $4}, where these are not empty; said after
   * {@code $5} and before {@code $6}; behind the position of {@code score}, {@code ts}, {@code no} and {@code seq} {@code $7}
   * to {@code $10}; at most {@code $11}. Answers with the columns of {@link Events}, {@code room}, {@code no} and {@code
   * score}.
   */
  String find();

  /** The words of a message in room {@code room}, as {@link #put} takes them. */
  String words(long room, List<Token> tokens);

  /** What is wanted, as {@link #find} takes it. */
  String wanted(Wanted wanted);

  /** That of a database. */
  static WordIndex of(Dialect dialect) {
    return switch (dialect) {
      case POSTGRESQL -> new PgWordIndex();
      case SQLITE -> new SqliteWordIndex();
    };
  }
}
