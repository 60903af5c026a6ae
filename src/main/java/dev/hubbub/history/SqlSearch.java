package dev.hubbub.history;

import dev.hubbub.history.SqlFailure.Kind;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Event;
import dev.hubbub.room.Names;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Rooms.Slice;
import dev.hubbub.room.Search;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds messages in a database by its {@link WordIndex}, which may lag behind the logs; so what it names is held against the
 * messages as they are now, in the same snapshot, and what does not have what is wanted is left out.
 */
final class SqlSearch implements Search {
  private static final String REACTIONS =
      """
      SELECT c.room, c.message, c.emoji, a.username
      FROM ROWS(room bigint, message bigint) p
      JOIN reactions c ON c.room = p.room AND c.message = p.message
      JOIN accounts a ON a.no = c.account
      ORDER BY c.seq
      """;

  private final Vertx vertx;
  private final Database database;
  private final WordIndex index;
  private final int searchMs;

  /** A search that takes {@code searchMs} milliseconds at most. */
  SqlSearch(Vertx vertx, Database database, int searchMs) {
    this.vertx = vertx;
    this.database = database;
    this.index = WordIndex.of(database.dialect());
    this.searchMs = searchMs;
  }

  @Override
  public Future<Slice<Hit>> find(Query query) {
    Position begin = Position.of(query.cursor());
    Wanted wanted = Wanted.of(query.text());
    String room = query.room() == null ? "" : query.room();
    String from = query.from() == null ? "" : query.from();
    if (wanted.isNothing()
        || (query.room() != null && !Words.isRoomId(room))
        || (query.from() != null && !Names.isUsername(from))) {
      return Future.succeededFuture(new Slice<>(List.of(), null));
    }
    return database
        .search(searchMs, statements -> statements
            .query(
                index.find(),
                query.user().id(),
                room,
                index.wanted(wanted),
                SqlAccounts.folded(from),
                query.after() == null ? -1L : query.after(),
                query.before() == null ? Long.MAX_VALUE : query.before(),
                begin.score(),
                begin.ts(),
                begin.room(),
                begin.seq(),
                query.limit() + 1)
            .compose(rows -> statements
                .each(REACTIONS, places(rows))
                .map(reactions -> new Found(rows, reactions))))
        .recover(SqlSearch::told)
        // Marking is work for a processor, of which an event loop has no time to give.
        .compose(found -> vertx.executeBlocking(() -> found.page(wanted, query.limit()), false));
  }

  private static Rows places(List<Row> rows) {
    Rows places = new Rows();
    rows.forEach(row -> places.add(row.number("no"), row.number("seq")));
    return places;
  }

  private static <T> Future<T> told(Throwable cause) {
    return cause instanceof SqlFailure failure && failure.kind() == Kind.BUSY
        ? Future.failedFuture(new Refusal(
            ErrorCode.UNAVAILABLE, "This search takes too long; look for something rarer.", 1_000))
        : SqlFailure.told(cause);
  }

  /** Messages that may have what is wanted, one more than asked for if there are more, and the reactions to them. */
  private record Found(List<Row> rows, List<Row> reactions) {
    Slice<Hit> page(Wanted wanted, int limit) {
      List<Hit> hits = new ArrayList<>();
      Slice<Row> page = Slices.of(rows, limit, row -> row, Position::behind);
      for (Row row : page.items()) {
        String text = row.textOrNull("text");
        List<Range> ranges = text == null ? List.of() : wanted.in(text);
        if (!ranges.isEmpty()) {
          hits.add(new Hit(message(row), ranges));
        }
      }
      return new Slice<>(hits, page.cursor());
    }

    private Event.Message message(Row row) {
      Event.Message message = Events.message(row.text("room"), row);
      List<Row> its = reactions.stream()
          .filter(reaction -> reaction.number("room") == row.number("no")
              && reaction.number("message") == message.seq())
          .toList();
      return (Event.Message) Events.withReactions(List.of(message), its).get(0);
    }
  }

  /** Where a page begins: behind this place in the order of hits. */
  private record Position(long score, long ts, long room, long seq) {
    private static final Pattern FORM = Pattern.compile("(-?[0-9]{1,18})(:[0-9]{1,18}){3}");

    private static final Position FIRST =
        new Position(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    static Position of(@Nullable String cursor) {
      if (cursor == null) {
        return FIRST;
      }
      String text = Words.decoded(cursor);
      if (!FORM.matcher(text).matches()) {
        throw Words.foreign();
      }
      String[] parts = text.split(":", 4);
      return new Position(
          Long.parseLong(parts[0]),
          Long.parseLong(parts[1]),
          Long.parseLong(parts[2]),
          Long.parseLong(parts[3]));
    }

    static String behind(Row row) {
      return row.number("score") + ":" + row.number("ts") + ":" + row.number("no") + ":"
          + row.number("seq");
    }
  }
}
