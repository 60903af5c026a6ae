package dev.hubbub.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hubbub.room.Policy.Action;
import dev.hubbub.room.Policy.Standing;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyTest {
  private static String answer(Action action, @Nullable Standing standing) {
    return Policy.refuses(action, standing)
        .map(refusal -> refusal.code().wire())
        .orElse("yes");
  }

  /** What each may do; the columns are SEE, READ, SEND, JOIN, RESUME, LEAVE. */
  @ParameterizedTest
  @CsvSource({
    "PUBLIC,  OWNER,    false, yes,       yes,       yes,       yes,       yes,       conflict",
    "PUBLIC,  ADMIN,    false, yes,       yes,       yes,       yes,       yes,       yes",
    "PUBLIC,  MEMBER,   false, yes,       yes,       yes,       yes,       yes,       yes",
    "PUBLIC,  stranger, false, yes,       forbidden, forbidden, yes,       not_found, forbidden",
    "PUBLIC,  stranger, true,  yes,       forbidden, forbidden, forbidden, forbidden, forbidden",
    "PRIVATE, OWNER,    false, yes,       yes,       yes,       yes,       yes,       conflict",
    "PRIVATE, ADMIN,    false, yes,       yes,       yes,       yes,       yes,       yes",
    "PRIVATE, MEMBER,   false, yes,       yes,       yes,       yes,       yes,       yes",
    "PRIVATE, stranger, false, not_found, not_found, not_found, not_found, not_found, not_found",
    "PRIVATE, stranger, true,  not_found, not_found, not_found, not_found, not_found, not_found",
    "DIRECT,  MEMBER,   false, yes,       yes,       yes,       yes,       yes,       forbidden",
    "DIRECT,  stranger, false, not_found, not_found, not_found, not_found, not_found, not_found",
  })
  void everyOneOfThemIsAnsweredByTheTable(
      Visibility visibility,
      String who,
      boolean banned,
      String see,
      String read,
      String send,
      String join,
      String resume,
      String leave) {
    Role role = "stranger".equals(who) ? null : Role.valueOf(who);
    Standing standing = new Standing(visibility, role, banned, 3);
    assertEquals(see, answer(Action.SEE, standing));
    assertEquals(read, answer(Action.READ, standing));
    assertEquals(send, answer(Action.SEND, standing));
    assertEquals(join, answer(Action.JOIN, standing));
    assertEquals(resume, answer(Action.RESUME, standing));
    assertEquals(leave, answer(Action.LEAVE, standing));
  }

  @ParameterizedTest
  @EnumSource
  void aRoomThatIsNotThereIsAnsweredAsAPrivateOne(Action action) {
    Standing stranger = new Standing(Visibility.PRIVATE, null, false, 3);
    assertEquals(answer(action, stranger), answer(action, null));
    assertEquals(
        Policy.refuses(action, stranger).orElseThrow().getMessage(),
        Policy.refuses(action, null).orElseThrow().getMessage());
  }

  @Test
  void theLastOwnerOutNeedsNoSuccessor() {
    assertEquals(
        "yes", answer(Action.LEAVE, new Standing(Visibility.PUBLIC, Role.OWNER, false, 1)));
  }
}
