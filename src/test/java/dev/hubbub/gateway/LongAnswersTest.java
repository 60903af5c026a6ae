package dev.hubbub.gateway;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.room.User;
import org.junit.jupiter.api.Test;

class LongAnswersTest {
  private static final User ALICE = new User(1, "alice");
  private static final User BOB = new User(2, "bob");

  @Test
  void aUserMayHaveAnEighthWaitingAndOthersAreNotHeldUp() {
    LongAnswers answers = new LongAnswers(800);
    answers.waits(ALICE, 99);
    assertTrue(answers.hasRoom(ALICE));
    answers.waits(ALICE, 1);
    assertFalse(answers.hasRoom(ALICE));
    assertTrue(answers.hasRoom(BOB));
    answers.taken(ALICE, 99);
    assertTrue(answers.hasRoom(ALICE));
  }

  @Test
  void allTogetherMayHaveSoMuchWaiting() {
    LongAnswers answers = new LongAnswers(800);
    for (int i = 10; i < 18; i++) {
      assertTrue(answers.hasRoom(ALICE));
      answers.waits(new User(i, "user" + i), 100);
    }
    assertFalse(answers.hasRoom(ALICE));
    answers.taken(new User(10, "user10"), 100);
    assertTrue(answers.hasRoom(ALICE));
  }

  @Test
  void withoutABoundThereIsAlwaysRoom() {
    LongAnswers answers = new LongAnswers(0);
    answers.waits(ALICE, Long.MAX_VALUE / 2);
    assertTrue(answers.hasRoom(ALICE));
  }
}
