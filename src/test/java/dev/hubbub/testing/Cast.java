package dev.hubbub.testing;

import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Everybody who can stand to a room in a way of their own, and rooms that they stand to like that. The people are the
 * same for all rooms of a cast. One test's thread at a time.
 */
public final class Cast {
  private static final String PASSWORD = "a-good-password";
  private static final AtomicInteger names = new AtomicInteger();

  private final HubbubProcess server;
  private final Map<Part, Rest.User> people = new EnumMap<>(Part.class);

  /** How somebody stands to a room. */
  public enum Part {
    NOBODY,
    STRANGER,
    FORMER,
    BANNED,
    MEMBER,
    ADMIN,
    OWNER,
    /** The owner of another room. */
    OTHER,
    /** A muted member, to whom things are done. */
    MATE
  }

  /** What a room may be. */
  public enum Kind {
    PUBLIC,
    PRIVATE,
    DIRECT
  }

  /**
   * A room, and what is in it.
   *
   * @param invite the id of an invitation; of none in a direct room
   * @param code what opens that one
   */
  public record Room(Kind kind, String id, String invite, String code) {}

  /** People who are new to {@code server}. */
  public Cast(HubbubProcess server) {
    this.server = server;
    for (Part part : Part.values()) {
      if (part != Part.NOBODY) {
        String name = part.name().toLowerCase(Locale.ROOT) + names.incrementAndGet();
        people.put(part, server.rest().register(name, PASSWORD));
      }
    }
    String unused = made(as(Part.OTHER), Kind.PUBLIC);
  }

  /** Who plays a part; nobody has no user. */
  public Rest.User user(Part part) {
    Rest.User user = people.get(part);
    if (user == null) {
      throw new IllegalArgumentException("Nobody is nobody");
    }
    return user;
  }

  /** The server, asked by who plays a part. */
  public Rest as(Part part) {
    return part == Part.NOBODY ? server.rest() : server.rest().as(user(part));
  }

  /** Whether somebody can play that part in a room of that kind. */
  public static boolean plays(Part part, Kind kind) {
    return switch (part) {
      case NOBODY, STRANGER, MEMBER, OTHER -> true;
      case FORMER, BANNED, ADMIN, OWNER -> kind != Kind.DIRECT;
      case MATE -> false;
    };
  }

  /** A room to which everybody stands as their part says; the direct one is always the same. */
  public Room room(Kind kind) {
    if (kind == Kind.DIRECT) {
      JsonObject body = new JsonObject().put("user", user(Part.MATE).username());
      return new Room(kind, as(Part.MEMBER).post("/direct", body).body().getString("id"), "0", "0");
    }
    String id = made(as(Part.OWNER), kind);
    String room = "/rooms/" + id;
    JsonObject invite = as(Part.OWNER).post(room + "/invites", new JsonObject()).expect(201);
    String code = invite.getString("code");
    for (Part part : new Part[] {Part.ADMIN, Part.MEMBER, Part.MATE, Part.FORMER, Part.BANNED}) {
      done(as(part).post("/invites/" + code + "/accept", null), 200);
    }
    String admin = room + "/members/" + user(Part.ADMIN).username();
    done(as(Part.OWNER).patch(admin, new JsonObject().put("role", "admin")), 200);
    done(as(Part.OWNER).delete(room + "/members/" + user(Part.FORMER).username()), 204);
    done(as(Part.OWNER).put(room + "/bans/" + user(Part.BANNED).username(), null), 204);
    done(as(Part.OWNER).put(room + "/mutes/" + user(Part.MATE).username(), new JsonObject()), 204);
    return new Room(kind, id, invite.getString("id"), code);
  }

  private static String made(Rest owner, Kind kind) {
    JsonObject body = new JsonObject()
        .put("name", "Room " + names.incrementAndGet())
        .put("visibility", kind.name().toLowerCase(Locale.ROOT));
    return owner.post("/rooms", body).expect(201).getString("id");
  }

  private static void done(Rest.Answer answer, int status) {
    JsonObject unused = answer.expect(status);
  }
}
