package dev.hubbub;

import static dev.hubbub.Errands.done;

import dev.hubbub.cli.Consent;
import dev.hubbub.cli.Errand;
import dev.hubbub.room.Accounts.Account;
import dev.hubbub.room.Draft;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Invites.NewInvite;
import dev.hubbub.room.Members.Member;
import dev.hubbub.room.Names;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Role;
import dev.hubbub.room.Rooms.NewRoom;
import dev.hubbub.room.Rooms.RoomView;
import dev.hubbub.room.Rooms.Slice;
import dev.hubbub.room.Upkeep.Overview;
import dev.hubbub.room.User;
import dev.hubbub.room.Visibility;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code hubbub room …}: one thing done to the rooms in the store, and told. What is done is done by somebody, with the
 * rights that they have: it is in the log of the room under their name.
 */
final class RoomTask implements Errands.Task {
  private static final int PAGE = 200;
  private static final int HASH_BYTES = 32;
  private static final long INVITE_SECONDS = 60;

  private final Errand errand;
  private final PrintStream out;

  private RoomTask(Errand errand, PrintStream out) {
    this.errand = errand;
    this.out = out;
  }

  /** The task, once the consent it needs is had. */
  static RoomTask of(Errand errand, PrintStream out) throws IOException {
    if (errand.verb().equals("end")) {
      Consent.demand(errand, "The room " + errand.operand(0) + " ends for everybody.");
    }
    return new RoomTask(errand, out);
  }

  @Override
  public void run(Desk desk) throws InterruptedException {
    switch (errand.verb()) {
      case "list" -> list(desk);
      case "show" -> show(desk);
      case "make" -> make(desk);
      case "set" -> set(desk);
      case "add" -> add(desk);
      case "remove" -> {
        User user = user(desk, errand.operand(1));
        append(desk, new Draft.Kick(room(), doer(desk), user));
        out.println(user.username() + " is no member of " + room() + " now.");
      }
      case "role" -> {
        User user = user(desk, errand.operand(1));
        append(desk, new Draft.SetRole(room(), doer(desk), user, Role.of(errand.operand(2))));
        out.println(user.username() + " is " + errand.operand(2) + " of " + room() + " now.");
      }
      case "end" -> {
        append(desk, new Draft.End(room(), doer(desk)));
        out.println(room() + " has ended.");
      }
      default -> throw new IllegalArgumentException(errand.verb());
    }
  }

  private String room() {
    return errand.operand(0);
  }

  private static void append(Desk desk, Draft draft) throws InterruptedException {
    Object unused = done(desk.append().apply(draft));
  }

  private void list(Desk desk) throws InterruptedException {
    Slice<Overview> page = done(desk.upkeep().rooms(null, PAGE));
    page.items().forEach(room -> out.println(line(room)));
    while (page.cursor() != null) {
      page = done(desk.upkeep().rooms(page.cursor(), PAGE));
      page.items().forEach(room -> out.println(line(room)));
    }
  }

  private static String line(Overview room) {
    return String.format(
        Locale.ROOT,
        "%-32s  %-7s  %6d members  %9d events  %s  %s",
        room.id(),
        room.visibility().wire(),
        room.members(),
        room.seq(),
        room.owner() == null ? "-" : room.owner().username(),
        room.name());
  }

  private void show(Desk desk) throws InterruptedException {
    Overview room = overview(desk);
    out.println("id          " + room.id());
    out.println("name        " + room.name());
    out.println("topic       " + room.topic());
    out.println("visibility  " + room.visibility().wire());
    out.println("slow mode   " + room.slowModeS() + " s");
    out.println("events      " + room.firstSeq() + " to " + room.seq());
    out.println("made        " + Instant.ofEpochSecond(room.createdAt() / 1_000));
    out.println("members     " + room.members());
    String cursor = null;
    do {
      Slice<Member> page = done(desk.upkeep().members(room(), cursor, PAGE));
      page.items()
          .forEach(member -> out.println(String.format(
              Locale.ROOT,
              "  %-32s  %-6s  read %d",
              member.user().username(),
              member.role().wire(),
              member.read())));
      cursor = page.cursor();
    } while (cursor != null);
  }

  private void make(Desk desk) throws InterruptedException {
    String owner = errand.option("--owner");
    if (owner == null) {
      throw bad("A room needs somebody whose it is: --owner NAME.");
    }
    demandName(errand.operand(0));
    demandTopic(errand.option("--topic"));
    String topic = errand.option("--topic");
    Visibility visibility = visibility();
    RoomView made = done(desk.rooms()
        .create(new NewRoom(
            user(desk, owner),
            errand.option("--id"),
            errand.operand(0),
            topic == null ? "" : topic,
            visibility == null ? Visibility.PUBLIC : visibility)));
    out.println(made.id() + " was made, " + made.visibility().wire() + ".");
  }

  private void set(Desk desk) throws InterruptedException {
    String name = errand.option("--name");
    if (name != null) {
      demandName(name);
    }
    demandTopic(errand.option("--topic"));
    append(
        desk,
        new Draft.Change(
            room(),
            doer(desk),
            name,
            errand.option("--topic"),
            visibility(),
            errand.number("--slow-mode")));
    out.println(line(overview(desk)));
  }

  /** Into a public room as everybody joins it; into another one by an invitation, which lasts for this moment. */
  private void add(Desk desk) throws InterruptedException {
    User user = user(desk, errand.operand(1));
    Overview room = overview(desk);
    if (room.visibility() == Visibility.PUBLIC) {
      append(desk, new Draft.Join(room(), user));
    } else {
      byte[] hash = new byte[HASH_BYTES];
      new SecureRandom().nextBytes(hash);
      String code = HexFormat.of().formatHex(hash);
      Future<?> made =
          desk.invites().create(new NewInvite(room(), doer(desk), code, INVITE_SECONDS, 1, null));
      Object unused = done(made);
      append(desk, new Draft.Accept(room(), user, code));
    }
    out.println(user.username() + " is a member of " + room() + " now.");
  }

  private @Nullable Visibility visibility() {
    String word = errand.option("--visibility");
    return word == null ? null : Visibility.of(word);
  }

  private Overview overview(Desk desk) throws InterruptedException {
    return done(desk.upkeep().room(room()))
        .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "There is no room of this id."));
  }

  /** Whoever {@code --as} names, else the owner. */
  private User doer(Desk desk) throws InterruptedException {
    String as = errand.option("--as");
    if (as != null) {
      return user(desk, as);
    }
    User owner = overview(desk).owner();
    if (owner == null) {
      throw bad("This room has no owner: say who does it, --as NAME.");
    }
    return owner;
  }

  private static User user(Desk desk, String username) throws InterruptedException {
    Optional<Account> account =
        Names.isUsername(username) ? done(desk.accounts().find(username)) : Optional.empty();
    return account
        .map(Account::user)
        .orElseThrow(() ->
            new Refusal(ErrorCode.NOT_FOUND, "There is no account " + printable(username) + "."));
  }

  private static String printable(String word) {
    return word.replaceAll("\\p{Cntrl}", "?");
  }

  private static void demandName(String name) {
    if (!Names.isName(name)) {
      throw bad("A name has 1 to 64 code points, all on one line.");
    }
  }

  private static void demandTopic(@Nullable String topic) {
    if (topic != null && !Names.isTopic(topic)) {
      throw bad("A topic has at most 250 code points, all on one line.");
    }
  }

  private static Refusal bad(String why) {
    return new Refusal(ErrorCode.BAD_REQUEST, why);
  }
}
