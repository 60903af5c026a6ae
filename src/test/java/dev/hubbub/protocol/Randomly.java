package dev.hubbub.protocol;

import dev.hubbub.room.Event;
import dev.hubbub.room.Event.Change;
import dev.hubbub.room.Role;
import dev.hubbub.room.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Well-formed things of the protocol, made from a seed. */
final class Randomly {
  private static final int[] FIRST_CODE_POINTS = {
    ' ', 'a', '"', '\\', '/', 1, 0x1F, 0x7F, 0x80, 0xE9, 0x300, 0x200D, 0x2028, 0x202E, 0xE000,
    0xFEFF, 0xFFFD, 0xFFFF, 0x10000, 0x1F44D, 0xE0001, 0x10FFFF
  };

  private static final String KEY_CHARS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:-";

  private static final String ROOM_CHARS = "abcdefghijklmnopqrstuvwxyz0123456789-";

  private final Random random;

  Randomly(long seed) {
    this.random = new Random(seed);
  }

  Random random() {
    return random;
  }

  /** Text that may be kept, with one letter at least. */
  String text(int mostCodePoints) {
    StringBuilder text = new StringBuilder("x");
    for (int i = random.nextInt(mostCodePoints); i > 0; i--) {
      text.appendCodePoint(codePoint());
    }
    return text.toString();
  }

  String room() {
    return ROOM_CHARS.charAt(random.nextInt(36)) + of(ROOM_CHARS, random.nextInt(64));
  }

  String key() {
    return of(KEY_CHARS, 1 + random.nextInt(64));
  }

  long number() {
    return random.nextLong() >>> (1 + random.nextInt(63));
  }

  <T> @Nullable T maybe(Supplier<T> thing) {
    return random.nextBoolean() ? thing.get() : null;
  }

  <T> T oneOf(T[] things) {
    return things[random.nextInt(things.length)];
  }

  Event event() {
    long seq = Math.max(1, number());
    return switch (random.nextInt(10)) {
      case 0 -> new Event.Edit(
          room(), seq, number(), text(32), maybe(this::key), number(), text(500), users());
      case 1 -> new Event.Delete(room(), seq, number(), text(32), maybe(this::key), number());
      case 2 -> new Event.Reaction(
          room(),
          seq,
          number(),
          text(32),
          maybe(this::key),
          number(),
          text(8),
          random.nextBoolean());
      case 3 -> new Event.Room(
          room(),
          seq,
          number(),
          text(32),
          maybe(this::key),
          text(64),
          text(250),
          oneOf(Visibility.values()),
          random.nextInt(21_601),
          random.nextBoolean());
      case 4, 5 -> member(seq);
      default -> message(seq);
    };
  }

  private Event message(long seq) {
    Event.Changed changed = new Event.Changed(
        maybe(this::number), random.nextBoolean() ? Map.of() : Map.of(text(8), users()));
    return new Event.Message(
        room(),
        seq,
        number(),
        text(32),
        maybe(this::key),
        maybe(() -> text(5_000)),
        maybe(this::number),
        users(),
        changed.edited() == null && changed.reactions().isEmpty() ? null : changed);
  }

  private List<String> users() {
    List<String> users = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      users.add(text(32));
    }
    return List.copyOf(users);
  }

  private Event member(long seq) {
    Change change = oneOf(Change.values());
    boolean withRole = change == Change.JOINED || change == Change.ROLE;
    return new Event.Member(
        room(),
        seq,
        number(),
        text(32),
        maybe(this::key),
        text(32),
        change,
        withRole ? oneOf(Role.values()) : null);
  }

  List<Event> events(int most) {
    List<Event> events = new ArrayList<>();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      events.add(event());
    }
    return List.copyOf(events);
  }

  private int codePoint() {
    if (random.nextInt(4) == 0) {
      return FIRST_CODE_POINTS[random.nextInt(FIRST_CODE_POINTS.length)];
    }
    int any = 1 + random.nextInt(Character.MAX_CODE_POINT);
    return any >= Character.MIN_SURROGATE && any <= Character.MAX_SURROGATE ? 'a' : any;
  }

  private String of(String alphabet, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
