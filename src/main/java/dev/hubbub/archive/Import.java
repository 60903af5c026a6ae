package dev.hubbub.archive;

import static dev.hubbub.bus.Waiting.done;

import dev.hubbub.room.Archive;
import dev.hubbub.room.Archive.Head;
import dev.hubbub.room.Archive.Kind;
import dev.hubbub.room.Archive.Line;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the file of an export into a store. The file is read several times: to see that it is whole, to hold it against
 * what is in the store, then for its accounts, then for its rooms. Only the last two write, page by page, and what is there
 * already stays: who is interrupted begins again. For one thread, which it blocks.
 */
public final class Import {
  private static final int PAGE = 500;

  private final Archive archive;
  private final Path file;
  private final Progress progress;
  private final Map<String, Long> heads = new HashMap<>();
  private final List<Line> batch = new ArrayList<>();
  private @Nullable Line room;
  private long roomHead;
  private long events;
  private long accountsAdded;
  private long eventsAdded;
  private long eventsThere;
  private long roomsAhead;

  /** An import that begins with {@link #run}. */
  public Import(Archive archive, Path file, Progress progress) {
    this.archive = archive;
    this.file = file;
    this.progress = progress;
  }

  /** What came of it. */
  public record Totals(
      long accounts,
      long accountsAdded,
      long rooms,
      long roomsAhead,
      long events,
      long eventsAdded) {
    /** It in one sentence. */
    public String sentence() {
      return "Of " + accounts + " accounts " + accountsAdded + " were added, of " + events
          + " events in " + rooms + " rooms " + eventsAdded + "; the others were there already."
          + (roomsAhead == 0
              ? ""
              : " " + roomsAhead + " rooms have gone on here since, and were left as they are.")
          + (accountsAdded == 0
              ? ""
              : " Added accounts have no password: user reset NAME gives one.");
    }
  }

  /** Something that takes lines. */
  private interface Taker {
    void take(Line line) throws IOException, InterruptedException;
  }

  /**
   * Does it.
   *
   * @return what came of it; throws a {@link Refusal} where the store has other accounts or events under the same names
   * @throws IOException with a sentence for a person, where the file is damaged
   */
  public Totals run() throws IOException, InterruptedException {
    Order order = read("check", line -> {});
    events = order.count(Kind.EVENT);
    readHeads();
    Order compared = read("compare", this::compare);
    flush(this::demandAccounts);
    Order accounts = read("accounts", line -> {
      if (line.kind() == Kind.ACCOUNT) {
        gather(line, this::addAccounts);
      }
    });
    flush(this::addAccounts);
    Order rooms = read("import", this::restore);
    finishRoom();
    return new Totals(
        accounts.count(Kind.ACCOUNT),
        accountsAdded,
        compared.count(Kind.ROOM),
        roomsAhead,
        rooms.count(Kind.EVENT),
        eventsAdded);
  }

  private Order read(String what, Taker taker) throws IOException, InterruptedException {
    Order order = new Order();
    long size;
    try {
      size = Files.size(file);
    } catch (NoSuchFileException e) {
      throw new IOException("There is no file " + file + ".", e);
    }
    try (LineReader reader = new LineReader(file)) {
      String text = next(reader);
      while (text != null) {
        Line line = taken(order, text, reader);
        if (line != null) {
          taker.take(line);
        }
        if (reader.number() % PAGE == 0) {
          progress.at(what, reader.offset(), size);
        }
        text = next(reader);
      }
      progress.at(what, size, size);
      if (!order.isEnded()) {
        throw new IOException("The file ends with line " + reader.number()
            + ", which is not its last: the export was not finished; nothing was done.");
      }
    }
    return order;
  }

  private static @Nullable String next(LineReader reader) throws IOException {
    try {
      return reader.next();
    } catch (Damaged e) {
      throw e.at(reader.number());
    }
  }

  private static @Nullable Line taken(Order order, String text, LineReader reader)
      throws IOException {
    try {
      return order.take(text, reader.number(), reader.offset());
    } catch (Damaged e) {
      throw e.at(reader.number());
    }
  }

  private void readHeads() throws InterruptedException {
    String after = "";
    List<Head> page;
    do {
      page = done(archive.heads(after, PAGE));
      for (Head head : page) {
        heads.put(head.room(), head.seq());
        after = head.room();
      }
    } while (page.size() == PAGE);
  }

  /** Something that takes lines of one kind. */
  private interface Batch {
    void take(List<Line> lines) throws IOException, InterruptedException;
  }

  private void gather(Line line, Batch full) throws IOException, InterruptedException {
    batch.add(line);
    if (batch.size() == PAGE) {
      flush(full);
    }
  }

  private void flush(Batch taker) throws IOException, InterruptedException {
    if (!batch.isEmpty()) {
      taker.take(List.copyOf(batch));
      batch.clear();
    }
  }

  private void addAccounts(List<Line> accounts) throws InterruptedException {
    accountsAdded += done(archive.addAccounts(accounts));
  }

  private void demandAccounts(List<Line> accounts) throws InterruptedException {
    List<String> strangers = done(archive.strangers(accounts));
    if (!strangers.isEmpty()) {
      throw new Refusal(
          ErrorCode.CONFLICT,
          "There are others here who are called " + String.join(", ", strangers)
              + "; nothing was done.");
    }
  }

  /** Holds the file against what is in the store. */
  private void compare(Line line) throws IOException, InterruptedException {
    switch (line.kind()) {
      case ROOM -> {
        flush(this::demandSame);
        room = line;
        roomHead = heads.getOrDefault(line.text("room"), 0L);
        demandPlace(line);
      }
      case EVENT -> {
        if (line.number("seq") <= roomHead) {
          gather(line, this::demandSame);
        }
      }
      case ACCOUNT -> {
        if (room != null) {
          flush(this::demandSame);
          room = null;
        }
        gather(line, this::demandAccounts);
      }
      default -> flush(this::demandSame);
    }
  }

  /** Where it has a log here, this must be of the same numbers; and two have one direct room. */
  private void demandPlace(Line line) throws InterruptedException {
    if (roomHead > 0 && roomHead < line.number("first_seq") - 1) {
      throw differs(line.text("room"), "begins at event " + line.number("first_seq"));
    }
    if (line.textOrNull("one") != null) {
      for (String id : done(archive.directOf(line))) {
        if (!id.equals(line.text("room"))) {
          throw differs(line.text("room"), "is of two who have another direct room here");
        }
      }
    }
  }

  private void demandSame(List<Line> lines) throws InterruptedException {
    List<Line> unused = newer(lines);
  }

  /** Those of some events that the store has in an older state. */
  private List<Line> newer(List<Line> lines) throws InterruptedException {
    Line current = current();
    String id = current.text("room");
    String before = String.valueOf(lines.get(0).number("seq") - 1);
    long most = Math.max(roomHead, current.number("head"));
    List<Line> there = done(archive.page(Kind.EVENT, id, most, before, lines.size()));
    Map<Long, Line> bySeq = new HashMap<>();
    there.forEach(line -> bySeq.put(line.number("seq"), line));
    List<Line> newer = new ArrayList<>();
    for (Line line : lines) {
      Line here = bySeq.get(line.number("seq"));
      if (here != null) { // else it is kept here no longer
        switch (Likeness.of(line, here)) {
          case DIFFERENT -> throw differs(id, "has another event " + line.number("seq"));
          case NEWER -> newer.add(line);
          default -> {}
        }
      }
    }
    return newer;
  }

  private Line current() {
    if (room == null) {
      throw new IllegalStateException("No room has begun.");
    }
    return room;
  }

  private static Refusal differs(String room, String how) {
    return new Refusal(
        ErrorCode.CONFLICT,
        "The room " + room + " of the file " + how + " than the room " + room
            + " that is here; nothing was done.");
  }

  /** Writes rooms and what is in them. */
  private void restore(Line line) throws IOException, InterruptedException {
    switch (line.kind()) {
      case ROOM -> {
        finishRoom();
        room = line;
        roomHead = done(archive.begin(line));
        if (isAhead()) {
          roomsAhead++;
        }
      }
      case EVENT -> {
        if (!isAhead()) {
          boolean known = line.number("seq") <= roomHead;
          if (!batch.isEmpty() && known != batch.get(0).number("seq") <= roomHead) {
            flush(this::restoreEvents);
          }
          gather(line, this::restoreEvents);
        }
      }
      case ACCOUNT -> finishRoom();
      default -> {
        if (!isAhead()) {
          // One that happened at the same time as the one before may not come in another page.
          Line before = batch.isEmpty() ? null : batch.get(batch.size() - 1);
          if (before != null
              && (before.kind() != line.kind() || batch.size() >= PAGE)
              && !isSameMoment(before, line)) {
            flush(this::restoreRest);
          }
          batch.add(line);
        }
      }
    }
  }

  private static boolean isSameMoment(Line before, Line line) {
    return before.kind() == Kind.AUDIT
        && line.kind() == Kind.AUDIT
        && before.number("at") == line.number("at");
  }

  /** Whether the room has gone on here: then it is the newer one. */
  private boolean isAhead() {
    return roomHead > current().number("head");
  }

  private void restoreRest(List<Line> lines) throws InterruptedException {
    if (lines.get(0).kind() == Kind.EVENT) {
      restoreEvents(lines);
    } else {
      done(archive.add(current(), lines.get(0).kind(), lines));
    }
  }

  private void restoreEvents(List<Line> lines) throws InterruptedException {
    if (lines.get(0).number("seq") > roomHead) {
      done(archive.addEvents(current(), lines));
      eventsAdded += lines.size();
    } else {
      List<Line> newer = newer(lines);
      if (!newer.isEmpty()) {
        done(archive.alter(current(), newer));
      }
      eventsThere += lines.size();
    }
    progress.at("import", eventsAdded + eventsThere, events);
  }

  private void finishRoom() throws IOException, InterruptedException {
    Line finished = room;
    if (finished != null) {
      flush(this::restoreRest);
      if (!isAhead()) {
        done(archive.finish(finished));
      }
      room = null;
    }
  }
}
