package dev.hubbub.room;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what in a room. Every door asks here and nowhere else, on facts that the store read in the same
 * transaction as what is asked for. Pure: same facts, same answer.
 *
 * <p>One rule stands above the table: what somebody may not see is answered as if it did not exist.
 */
public final class Policy {
  private Policy() {}

  /** What somebody wants of a room. */
  public enum Action {
    /** Look at its name, topic and size. */
    SEE,
    /** Read its log, follow it, list its members. */
    READ,
    /** Say something in it. */
    SEND,
    /** Become a member without an invitation. */
    JOIN,
    /** Go on following it from where one was, which never makes a member. */
    RESUME,
    /** Cease to be a member. */
    LEAVE
  }

  /**
   * How somebody stands to a room that exists.
   *
   * @param role absent for one who is not a member
   * @param banned whether they are kept out
   * @param members how many the room has
   */
  public record Standing(Visibility visibility, @Nullable Role role, boolean banned, int members) {}

  /**
   * Decides.
   *
   * @param standing absent where there is no such room
   * @return empty where they may, else what they are answered
   */
  public static Optional<Refusal> refuses(Action action, @Nullable Standing standing) {
    if (standing == null) {
      return Optional.of(Refusal.notFound());
    }
    Role role = standing.role();
    return role == null ? refusesOutsider(action, standing) : refusesMember(action, standing, role);
  }

  private static Optional<Refusal> refusesOutsider(Action action, Standing standing) {
    if (standing.visibility() != Visibility.PUBLIC) {
      return Optional.of(Refusal.notFound());
    }
    return switch (action) {
      case SEE -> Optional.empty();
      case JOIN -> standing.banned() ? Optional.of(banned()) : Optional.empty();
      case RESUME -> Optional.of(standing.banned() ? banned() : Refusal.notFound());
      case READ, SEND, LEAVE -> Optional.of(
          standing.banned()
              ? banned()
              : forbidden("You are not a member of this room; join it first."));
    };
  }

  private static Optional<Refusal> refusesMember(Action action, Standing standing, Role role) {
    return switch (action) {
      case SEE, READ, SEND, JOIN, RESUME -> Optional.empty();
      case LEAVE -> {
        if (standing.visibility() == Visibility.DIRECT) {
          yield Optional.of(forbidden("A direct room cannot be left."));
        }
        yield role == Role.OWNER && standing.members() > 1
            ? Optional.of(new Refusal(
                ErrorCode.CONFLICT, "You own this room; hand it to somebody else first."))
            : Optional.empty();
      }
    };
  }

  private static Refusal banned() {
    return forbidden("You are banned from this room.");
  }

  private static Refusal forbidden(String message) {
    return new Refusal(ErrorCode.FORBIDDEN, message);
  }
}
