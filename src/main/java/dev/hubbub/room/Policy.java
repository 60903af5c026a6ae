package dev.hubbub.room;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what. Every door asks here and nowhere else, on facts that the store read in the same transaction as what
 * is asked for. Pure: same facts, same answer.
 *
 * <p>One rule stands above the table: what somebody may not see is answered as if it did not exist.
 */
public final class Policy {
  private Policy() {}

  /** What somebody wants of a room, or of somebody in it. */
  public enum Action {
    /** Look at its name, topic and size. */
    SEE,
    /** Read its log, follow it, list its members. */
    READ,
    /** Say something in it. */
    SEND,
    /** Become a member without an invitation. */
    JOIN,
    /** Become a member with one. */
    ACCEPT,
    /** Go on following it from where one was, which never makes a member. */
    RESUME,
    /** Cease to be a member. */
    LEAVE,
    /** Make, list and revoke invitations. */
    INVITE,
    /** Change its name, topic, visibility or pace. */
    CHANGE,
    /** End it for everybody. */
    END,
    /** List bans, mutes and what was done; undo a ban or a mute. */
    MODERATE,
    /** Remove a member. */
    KICK,
    /** Keep somebody out, who may be a member or not. */
    BAN,
    /** Let a member say nothing. */
    MUTE,
    /** Give a member another role. */
    SET_ROLE
  }

  /**
   * How somebody stands to a room that exists.
   *
   * @param kept whether the configuration has it always there
   * @param role absent for one who is not a member
   * @param banned whether they are kept out
   * @param muted whether they may say nothing
   * @param administrator whether they look after the server
   * @param members how many the room has
   */
  public record Standing(
      Visibility visibility,
      boolean kept,
      @Nullable Role role,
      boolean banned,
      boolean muted,
      boolean administrator,
      int members) {}

  /**
   * Decides on what concerns nobody else.
   *
   * @param standing absent where there is no such room
   * @return empty where they may, else what they are answered
   */
  public static Optional<Refusal> refuses(Action action, @Nullable Standing standing) {
    return refuses(action, standing, null);
  }

  /**
   * Decides.
   *
   * @param standing absent where there is no such room
   * @param target the role of whom it is done to; absent where they are no member, or where there is nobody
   * @return empty where they may, else what they are answered
   */
  public static Optional<Refusal> refuses(
      Action action, @Nullable Standing standing, @Nullable Role target) {
    if (standing == null) {
      return Optional.of(Refusal.notFound());
    }
    if (standing.administrator() && serves(action, standing)) {
      return action == Action.END ? refusesEnd(standing) : refusesTarget(action, null, target);
    }
    Role role = standing.role();
    return role == null
        ? refusesOutsider(action, standing)
        : refusesMember(action, standing, role, target);
  }

  /** Decides who may look after the server: see instances, list all rooms, list, shut out and end accounts. */
  public static Optional<Refusal> refusesOperation(boolean administrator) {
    return administrator
        ? Optional.empty()
        : Optional.of(forbidden("Only an administrator of this server may do this."));
  }

  /** What an administrator of the server does in rooms whether a member or not; the rooms of the configuration have them for an owner. */
  private static boolean serves(Action action, Standing standing) {
    return standing.visibility() != Visibility.DIRECT
        && (action == Action.END || (action == Action.SET_ROLE && standing.kept()));
  }

  private static Optional<Refusal> refusesOutsider(Action action, Standing standing) {
    if (action == Action.ACCEPT && !standing.banned()) {
      return standing.visibility() == Visibility.DIRECT
          ? Optional.of(Refusal.hidden())
          : Optional.empty();
    }
    if (standing.visibility() != Visibility.PUBLIC) {
      return Optional.of(Refusal.hidden());
    }
    return switch (action) {
      case SEE -> Optional.empty();
      case JOIN -> standing.banned() ? Optional.of(banned()) : Optional.empty();
      case RESUME -> Optional.of(standing.banned() ? banned() : Refusal.hidden());
      default -> Optional.of(
          standing.banned()
              ? banned()
              : forbidden("You are not a member of this room; join it first."));
    };
  }

  private static Optional<Refusal> refusesMember(
      Action action, Standing standing, Role role, @Nullable Role target) {
    return switch (action) {
      case SEE, READ, JOIN, ACCEPT, RESUME -> Optional.empty();
      case SEND -> standing.muted()
          ? Optional.of(forbidden("You are muted in this room."))
          : Optional.empty();
      case LEAVE -> refusesLeave(standing, role);
      case INVITE, CHANGE, MODERATE -> needs(Role.ADMIN, role, standing);
      case END -> needs(Role.OWNER, role, standing).or(() -> refusesEnd(standing));
      case SET_ROLE -> needs(Role.OWNER, role, standing)
          .or(() -> refusesTarget(action, null, target));
      case KICK, BAN, MUTE -> needs(Role.ADMIN, role, standing)
          .or(() -> refusesTarget(action, role, target));
    };
  }

  private static Optional<Refusal> refusesLeave(Standing standing, Role role) {
    if (standing.visibility() == Visibility.DIRECT) {
      return Optional.of(forbidden("A direct room cannot be left."));
    }
    return role == Role.OWNER && standing.members() > 1
        ? Optional.of(
            new Refusal(ErrorCode.CONFLICT, "You own this room; hand it to somebody else first."))
        : Optional.empty();
  }

  private static Optional<Refusal> refusesEnd(Standing standing) {
    return standing.kept()
        ? Optional.of(
            new Refusal(ErrorCode.CONFLICT, "The configuration of the server keeps this room."))
        : Optional.empty();
  }

  private static Optional<Refusal> needs(Role least, Role role, Standing standing) {
    if (standing.visibility() == Visibility.DIRECT) {
      return Optional.of(forbidden("This is not done in a direct room."));
    }
    return role.compareTo(least) <= 0
        ? Optional.empty()
        : Optional.of(forbidden("Your role in this room does not allow this."));
  }

  /**
   * Decides by whom it is done to.
   *
   * @param above the role that theirs has to be below; absent where it does not matter
   */
  private static Optional<Refusal> refusesTarget(
      Action action, @Nullable Role above, @Nullable Role target) {
    if (target == null) {
      return action == Action.BAN ? Optional.empty() : Optional.of(Refusal.notFound());
    }
    return above == null || target.compareTo(above) > 0
        ? Optional.empty()
        : Optional.of(forbidden("Their role in this room is not below yours."));
  }

  private static Refusal banned() {
    return forbidden("You are banned from this room.");
  }

  private static Refusal forbidden(String message) {
    return new Refusal(ErrorCode.FORBIDDEN, message);
  }
}
