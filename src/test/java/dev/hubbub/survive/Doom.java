package dev.hubbub.survive;

import dev.hubbub.ops.Failpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What waits at the failpoints of an instance that is started with this class beside its jar and {@code
 * -Dhubbub.survive.doom=FILE}. It does nothing until a test writes into that file which point, the how-manieth passing
 * from then on, and what is to happen. Without the property, as in all other tests, it does nothing at all.
 */
public final class Doom implements Failpoint.Probe {
  /** Names the file. */
  static final String PROPERTY = "hubbub.survive.doom";

  private static final Duration MOMENT = Duration.ofMillis(250);
  private static final int CHUNK = 16 << 20;

  private final @Nullable Path file;
  private @Nullable Order order;

  /** What happens at the point. */
  public enum Fate {
    /** The process ends, as with SIGKILL. */
    HALT,
    /** The thread stands still for a moment in which others go on; then the process ends. */
    LINGER,
    /** The thread takes all memory there is. */
    EXHAUST
  }

  /** What was written into the file; {@code left} passings are to come. */
  private record Order(Failpoint point, int left, Fate fate) {
    static Order read(Path file) throws IOException {
      String[] words = Files.readString(file).split(" ", -1);
      return new Order(
          Failpoint.valueOf(words[0]), Integer.parseInt(words[1]), Fate.valueOf(words[2]));
    }

    void write(Path file) throws IOException {
      // Moved into place, so that nobody reads half of it.
      Path whole = Files.writeString(
          file.resolveSibling(file.getFileName() + ".new"), point + " " + left + " " + fate);
      Path unused = Files.move(
          whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Made by {@link java.util.ServiceLoader}. */
  public Doom() {
    String name = System.getProperty(PROPERTY);
    file = name == null ? null : Path.of(name);
  }

  /**
   * Orders what is to happen in the instance that was started with {@code file}.
   *
   * @param passing 1 for the next one
   */
  static void order(Path file, Failpoint point, int passing, Fate fate) {
    try {
      new Order(point, passing, fate).write(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void passed(Failpoint point) {
    Fate fate = file == null ? null : due(file, point);
    if (fate != null) {
      meet(fate);
    }
  }

  private synchronized @Nullable Fate due(Path ordered, Failpoint point) {
    try {
      if (order == null && Files.exists(ordered)) {
        order = Order.read(ordered);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (order == null || order.point() != point) {
      return null;
    }
    order = new Order(point, order.left() - 1, order.fate());
    return order.left() == 0 ? order.fate() : null;
  }

  private static void meet(Fate fate) {
    switch (fate) {
      case HALT -> Runtime.getRuntime().halt(137);
      case LINGER -> {
        LockSupport.parkNanos(MOMENT.toNanos());
        Runtime.getRuntime().halt(137);
      }
      case EXHAUST -> {
        Object[] all = {};
        while (true) {
          all = new Object[] {all, new byte[CHUNK]};
        }
      }
    }
  }
}
