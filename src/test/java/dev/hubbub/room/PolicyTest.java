package dev.hubbub.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.room.Policy.Action;
import dev.hubbub.room.Policy.Standing;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyTest {
  private static String answer(Action action, @Nullable Standing standing, @Nullable Role target) {
    return Policy.refuses(action, standing, target)
        .map(refusal -> refusal.code().wire())
        .orElse("yes");
  }

  private static Standing standing(Visibility visibility, @Nullable Role role, boolean banned) {
    return new Standing(visibility, false, role, banned, false, false, 3);
  }

  private static Standing administrator(Visibility visibility, boolean kept, @Nullable Role role) {
    return new Standing(visibility, kept, role, false, false, true, 3);
  }

  private static @Nullable Role role(String who) {
    return "none".equals(who) || "banned".equals(who) ? null : Role.valueOf(who);
  }

  @Test
  void whatIsHiddenIsAnsweredAsWhatIsMissingAndOnlyOurLogTellsThemApart() {
    Refusal missing = Policy.refuses(Action.READ, null).orElseThrow();
    Refusal hidden = Policy.refuses(
            Action.READ, new Standing(Visibility.PRIVATE, false, null, false, false, false, 2))
        .orElseThrow();
    assertEquals(missing.code(), hidden.code());
    assertEquals(missing.getMessage(), hidden.getMessage());
    assertEquals(missing.retryAfterMs(), hidden.retryAfterMs());
    assertFalse(missing.denies());
    assertTrue(hidden.denies());
  }

  /** Every action that concerns nobody else, for every role, in every kind of room. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          SEE,      PUBLIC,  yes,       yes,       yes,       yes,       yes
          SEE,      PRIVATE, yes,       yes,       yes,       not_found, not_found
          SEE,      DIRECT,  -,         -,         yes,       not_found, not_found
          READ,     PUBLIC,  yes,       yes,       yes,       forbidden, forbidden
          READ,     PRIVATE, yes,       yes,       yes,       not_found, not_found
          READ,     DIRECT,  -,         -,         yes,       not_found, not_found
          SEND,     PUBLIC,  yes,       yes,       yes,       forbidden, forbidden
          SEND,     PRIVATE, yes,       yes,       yes,       not_found, not_found
          SEND,     DIRECT,  -,         -,         yes,       not_found, not_found
          JOIN,     PUBLIC,  yes,       yes,       yes,       yes,       forbidden
          JOIN,     PRIVATE, yes,       yes,       yes,       not_found, not_found
          JOIN,     DIRECT,  -,         -,         yes,       not_found, not_found
          ACCEPT,   PUBLIC,  yes,       yes,       yes,       yes,       forbidden
          ACCEPT,   PRIVATE, yes,       yes,       yes,       yes,       not_found
          ACCEPT,   DIRECT,  -,         -,         yes,       not_found, not_found
          RESUME,   PUBLIC,  yes,       yes,       yes,       not_found, forbidden
          RESUME,   PRIVATE, yes,       yes,       yes,       not_found, not_found
          RESUME,   DIRECT,  -,         -,         yes,       not_found, not_found
          LEAVE,    PUBLIC,  conflict,  yes,       yes,       forbidden, forbidden
          LEAVE,    PRIVATE, conflict,  yes,       yes,       not_found, not_found
          LEAVE,    DIRECT,  -,         -,         forbidden, not_found, not_found
          INVITE,   PUBLIC,  yes,       yes,       forbidden, forbidden, forbidden
          INVITE,   PRIVATE, yes,       yes,       forbidden, not_found, not_found
          INVITE,   DIRECT,  -,         -,         forbidden, not_found, not_found
          CHANGE,   PUBLIC,  yes,       yes,       forbidden, forbidden, forbidden
          CHANGE,   PRIVATE, yes,       yes,       forbidden, not_found, not_found
          CHANGE,   DIRECT,  -,         -,         forbidden, not_found, not_found
          END,      PUBLIC,  yes,       forbidden, forbidden, forbidden, forbidden
          END,      PRIVATE, yes,       forbidden, forbidden, not_found, not_found
          END,      DIRECT,  -,         -,         forbidden, not_found, not_found
          MODERATE, PUBLIC,  yes,       yes,       forbidden, forbidden, forbidden
          MODERATE, PRIVATE, yes,       yes,       forbidden, not_found, not_found
          MODERATE, DIRECT,  -,         -,         forbidden, not_found, not_found
          """)
  void everyoneIsAnsweredByTheTable(
      Action action,
      Visibility visibility,
      String owner,
      String admin,
      String member,
      String stranger,
      String banned) {
    if (visibility != Visibility.DIRECT) {
      assertEquals(owner, answer(action, standing(visibility, Role.OWNER, false), null));
      assertEquals(admin, answer(action, standing(visibility, Role.ADMIN, false), null));
    }
    assertEquals(member, answer(action, standing(visibility, Role.MEMBER, false), null));
    assertEquals(stranger, answer(action, standing(visibility, null, false), null));
    assertEquals(banned, answer(action, standing(visibility, null, true), null));
  }

  /** What is done to somebody: by whom, then to an owner, an admin, a member and one who is none. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          KICK,     PUBLIC,  OWNER,  forbidden, yes,       yes,       not_found
          KICK,     PUBLIC,  ADMIN,  forbidden, forbidden, yes,       not_found
          KICK,     PUBLIC,  MEMBER, forbidden, forbidden, forbidden, forbidden
          KICK,     PUBLIC,  none,   forbidden, forbidden, forbidden, forbidden
          KICK,     PUBLIC,  banned, forbidden, forbidden, forbidden, forbidden
          KICK,     PRIVATE, none,   not_found, not_found, not_found, not_found
          KICK,     PRIVATE, banned, not_found, not_found, not_found, not_found
          KICK,     DIRECT,  MEMBER, forbidden, forbidden, forbidden, forbidden
          KICK,     DIRECT,  none,   not_found, not_found, not_found, not_found
          BAN,      PUBLIC,  OWNER,  forbidden, yes,       yes,       yes
          BAN,      PUBLIC,  ADMIN,  forbidden, forbidden, yes,       yes
          BAN,      PUBLIC,  MEMBER, forbidden, forbidden, forbidden, forbidden
          BAN,      PUBLIC,  none,   forbidden, forbidden, forbidden, forbidden
          BAN,      PUBLIC,  banned, forbidden, forbidden, forbidden, forbidden
          BAN,      PRIVATE, none,   not_found, not_found, not_found, not_found
          BAN,      DIRECT,  MEMBER, forbidden, forbidden, forbidden, forbidden
          MUTE,     PUBLIC,  OWNER,  forbidden, yes,       yes,       not_found
          MUTE,     PUBLIC,  ADMIN,  forbidden, forbidden, yes,       not_found
          MUTE,     PUBLIC,  MEMBER, forbidden, forbidden, forbidden, forbidden
          MUTE,     PUBLIC,  none,   forbidden, forbidden, forbidden, forbidden
          MUTE,     PRIVATE, none,   not_found, not_found, not_found, not_found
          MUTE,     DIRECT,  MEMBER, forbidden, forbidden, forbidden, forbidden
          SET_ROLE, PUBLIC,  OWNER,  yes,       yes,       yes,       not_found
          SET_ROLE, PUBLIC,  ADMIN,  forbidden, forbidden, forbidden, forbidden
          SET_ROLE, PUBLIC,  MEMBER, forbidden, forbidden, forbidden, forbidden
          SET_ROLE, PUBLIC,  none,   forbidden, forbidden, forbidden, forbidden
          SET_ROLE, PRIVATE, OWNER,  yes,       yes,       yes,       not_found
          SET_ROLE, PRIVATE, none,   not_found, not_found, not_found, not_found
          SET_ROLE, DIRECT,  MEMBER, forbidden, forbidden, forbidden, forbidden
          """)
  void noRoleReachesAnEqualOrAHigherOne(
      Action action,
      Visibility visibility,
      String who,
      String toOwner,
      String toAdmin,
      String toMember,
      String toNone) {
    Standing standing = standing(visibility, role(who), "banned".equals(who));
    assertEquals(toOwner, answer(action, standing, Role.OWNER));
    assertEquals(toAdmin, answer(action, standing, Role.ADMIN));
    assertEquals(toMember, answer(action, standing, Role.MEMBER));
    assertEquals(toNone, answer(action, standing, null));
  }

  @ParameterizedTest
  @EnumSource
  void aRoomThatIsNotThereIsAnsweredAsAPrivateOne(Action action) {
    if (action == Action.ACCEPT) {
      return; // who holds a code knows that the room is there
    }
    Standing stranger = standing(Visibility.PRIVATE, null, false);
    assertEquals(answer(action, stranger, null), answer(action, null, null));
    assertEquals(
        Policy.refuses(action, stranger).orElseThrow().getMessage(),
        Policy.refuses(action, null).orElseThrow().getMessage());
  }

  @Test
  void theLastOwnerOutNeedsNoSuccessor() {
    Standing alone = new Standing(Visibility.PUBLIC, false, Role.OWNER, false, false, false, 1);
    assertEquals("yes", answer(Action.LEAVE, alone, null));
  }

  @Test
  void whoIsMutedReadsAndLeavesButSaysNothing() {
    Standing muted = new Standing(Visibility.PUBLIC, false, Role.MEMBER, false, true, false, 3);
    assertEquals("forbidden", answer(Action.SEND, muted, null));
    assertEquals("yes", answer(Action.READ, muted, null));
    assertEquals("yes", answer(Action.LEAVE, muted, null));
  }

  @Test
  void anAdministratorEndsEveryRoomButDirectOnesAndThoseOfTheConfiguration() {
    assertEquals("yes", answer(Action.END, administrator(Visibility.PRIVATE, false, null), null));
    assertEquals("yes", answer(Action.END, administrator(Visibility.PUBLIC, false, null), null));
    assertEquals(
        "conflict", answer(Action.END, administrator(Visibility.PUBLIC, true, null), null));
    assertEquals(
        "not_found", answer(Action.END, administrator(Visibility.DIRECT, false, null), null));
  }

  @Test
  void anAdministratorGivesRolesInTheRoomsOfTheConfigurationOnly() {
    assertEquals(
        "yes", answer(Action.SET_ROLE, administrator(Visibility.PUBLIC, true, null), Role.MEMBER));
    assertEquals(
        "not_found", answer(Action.SET_ROLE, administrator(Visibility.PUBLIC, true, null), null));
    assertEquals(
        "forbidden",
        answer(Action.SET_ROLE, administrator(Visibility.PUBLIC, false, null), Role.MEMBER));
  }

  @ParameterizedTest
  @EnumSource
  void anAdministratorIsAStrangerToPrivateRoomsOtherwise(Action action) {
    if (action != Action.END && action != Action.ACCEPT) {
      assertEquals(
          "not_found", answer(action, administrator(Visibility.PRIVATE, false, null), Role.MEMBER));
    }
  }

  @Test
  void onlyAnAdministratorRunsTheAccounts() {
    assertTrue(Policy.refusesOperation(true).isEmpty());
    assertEquals(
        ErrorCode.FORBIDDEN, Policy.refusesOperation(false).orElseThrow().code());
  }
}
