package dev.hubbub.archive;

import static dev.hubbub.bus.Waiting.done;

import dev.hubbub.room.Archive;
import dev.hubbub.room.Archive.Head;
import dev.hubbub.room.Archive.Kind;
import dev.hubbub.room.Archive.Line;
import io.vertx.core.json.JsonObject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes an archive to a file, page by page: a page is read when the one before it is in the file, so memory does not grow
 * with the store. A file that an interrupted export has left is gone on with. For one thread, which it blocks.
 */
public final class Export {
  private static final int PAGE = 500;
  private static final int BUFFER = 1 << 16;
  private static final List<Kind> REST =
      List.of(Kind.MEMBER, Kind.BAN, Kind.MUTE, Kind.FORMER, Kind.AUDIT);

  private final Archive archive;
  private final Path file;
  private final Progress progress;
  private Order order = new Order();
  private @Nullable OutputStream out;
  private long lines;
  private long written;

  /** An export that begins with {@link #run}. */
  public Export(Archive archive, Path file, Progress progress) {
    this.archive = archive;
    this.file = file;
    this.progress = progress;
  }

  /** What is in the file. */
  public record Totals(Path file, long accounts, long rooms, long events, boolean before) {
    /** It in one sentence. */
    public String sentence() {
      return file + (before ? " was whole already: " : " is whole: ") + accounts + " accounts, "
          + rooms + " rooms, " + events + " events.";
    }
  }

  /**
   * Writes what is not in the file yet.
   *
   * @throws IOException with a sentence for a person, where the file is another one, or cannot be written
   */
  public Totals run() throws IOException, InterruptedException {
    Set<OpenOption> options =
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(file, options, onlyForItsUser());
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw new IOException("Another export writes " + file + ".");
      }
      boolean before = goOn();
      if (!before) {
        write(channel);
      }
      return new Totals(
          file, order.count(Kind.ACCOUNT), order.count(Kind.ROOM), order.count(Kind.EVENT), before);
    } catch (NoSuchFileException e) {
      throw new IOException("There is no directory for " + file + ".", e);
    }
  }

  /** Finds where to go on; says whether there is nothing left to do. */
  private boolean goOn() throws IOException {
    scan(Files.size(file));
    if (order.isEnded()) {
      return true;
    }
    long safe = order.hasHeads() ? order.safe() : 0;
    order = new Order();
    scan(safe);
    written = safe;
    return false;
  }

  /** Takes note of the whole lines up to an offset. */
  private void scan(long upTo) throws IOException {
    lines = 0;
    try (LineReader reader = new LineReader(file)) {
      String text = upTo == 0 ? null : reader.next();
      while (text != null && reader.isWhole() && reader.offset() <= upTo) {
        try {
          Line unused = order.take(text, reader.number(), reader.offset());
        } catch (Damaged e) {
          throw new IOException(
              "Line " + reader.number() + " of " + file + " " + e.getMessage()
                  + ": it is not the beginning of an export. Name another file.",
              e);
        }
        lines = reader.number();
        text = reader.next();
      }
    }
  }

  private void write(FileChannel channel) throws IOException, InterruptedException {
    FileChannel unused = channel.truncate(written).position(written);
    OutputStream to = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
    out = to;
    if (written == 0) {
      writeHeads();
    }
    int index = 0;
    for (Map.Entry<String, Long> head : List.copyOf(order.heads().entrySet())) {
      index++;
      if (index >= order.roomsBegun()) {
        writeRoom(head.getKey(), head.getValue(), index > order.roomsBegun());
      }
    }
    Line last = order.last();
    writeAll(
        Kind.ACCOUNT, "", 0, last != null && last.kind() == Kind.ACCOUNT ? last.position() : "");
    JsonObject end = new JsonObject().put(LineJson.LINE, Order.END);
    for (Kind kind : Kind.values()) {
      end.put(kind.wire(), order.count(kind));
    }
    write(end.encode());
    to.flush();
    channel.force(true);
  }

  private void writeHeads() throws IOException, InterruptedException {
    write(new JsonObject()
        .put(LineJson.LINE, Order.FORMAT)
        .put("version", Order.VERSION)
        .encode());
    String after = "";
    List<Head> page;
    do {
      page = done(archive.heads(after, PAGE));
      for (Head head : page) {
        write(new JsonObject()
            .put(LineJson.LINE, Order.HEAD)
            .put("room", head.room())
            .put("seq", head.seq())
            .encode());
        after = head.room();
      }
    } while (page.size() == PAGE);
  }

  /** Writes a room, or what is left of it where its own line is there. */
  private void writeRoom(String id, long head, boolean fresh)
      throws IOException, InterruptedException {
    Line last = order.last();
    if (!fresh && last != null && last.kind() == Kind.ACCOUNT) {
      return; // all rooms are there
    }
    if (fresh) {
      write(LineJson.encode(done(archive.room(id, head))));
    }
    if (order.seq() < head) {
      writeAll(Kind.EVENT, id, head, String.valueOf(order.seq()));
    }
    for (Kind kind : REST) {
      writeAll(kind, id, head, "");
    }
  }

  private void writeAll(Kind kind, String room, long head, String from)
      throws IOException, InterruptedException {
    String after = from;
    List<Line> page;
    do {
      page = done(archive.page(kind, room, head, after, PAGE));
      for (Line line : page) {
        write(LineJson.encode(line));
        after = line.position();
      }
      progress.at("export", order.count(Kind.EVENT), order.events());
    } while (page.size() == PAGE);
  }

  /** What is written is held against the order of the file, so that no line gets there which import would not take. */
  private void write(String line) throws IOException {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    written += bytes.length;
    lines++;
    try {
      Line unused = order.take(line, lines, written);
    } catch (Damaged e) {
      throw new IOException(
          "What would be line " + lines + " " + e.getMessage()
              + ". Events may have gone meanwhile: export to a new file.",
          e);
    }
    if (out != null) {
      out.write(bytes);
    }
  }

  private FileAttribute<?>[] onlyForItsUser() {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
