package dev.hubbub.account;

import static dev.hubbub.account.Refused.in5s;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordsTest {
  private final Vertx vertx = Vertx.vertx();
  private final Passwords passwords = Passwords.with(vertx);

  @AfterEach
  void close() {
    Refused.done(vertx.close());
  }

  @Test
  void aHashIsAPhcStringWithTheAgreedParametersAndASaltOfItsOwn() {
    String one = in5s(passwords.hash("correct horse"));
    String other = in5s(passwords.hash("correct horse"));
    assertTrue(
        one.matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}"),
        one);
    assertNotEquals(one, other);
  }

  @Test
  void theRightPasswordIsFoundAndNoOther() {
    String hash = in5s(passwords.hash("pässwörd 😀"));
    assertTrue(in5s(passwords.verify("pässwörd 😀", hash)));
    assertFalse(in5s(passwords.verify("pässwörd 😁", hash)));
    assertFalse(in5s(passwords.verify("", hash)));
  }

  @Test
  void everyCharacterOfALongPasswordCounts() {
    String password = "é".repeat(127);
    String hash = in5s(passwords.hash(password + "a"));
    assertTrue(in5s(passwords.verify(password + "a", hash)));
    assertFalse(in5s(passwords.verify(password + "b", hash)));
    assertFalse(in5s(passwords.verify("é".repeat(10_000), hash)));
  }

  @Test
  void aHashWithOtherParametersIsCheckedByThem() {
    String old = Password.hash("correct horse")
        .addRandomSalt(16)
        .with(Argon2Function.getInstance(1_024, 1, 1, 16, Argon2.ID, 0x13))
        .getResult();
    assertTrue(old.contains("m=1024,t=1,p=1"), old);
    assertTrue(in5s(passwords.verify("correct horse", old)));
    assertFalse(in5s(passwords.verify("correct house", old)));
  }

  @Test
  void whereThereIsNoHashNoPasswordIsRight() {
    assertFalse(in5s(passwords.verify("correct horse", null)));
    assertFalse(in5s(passwords.verify("", null)));
  }

  @Test
  void lengthIsCountedInCodePoints() {
    assertTrue(passwords.refuses("😀".repeat(7)).isPresent());
    assertTrue(passwords.refuses("😀".repeat(8)).isEmpty());
    assertTrue(passwords.refuses("😀".repeat(128)).isEmpty());
    assertTrue(passwords.refuses("😀".repeat(129)).isPresent());
    assertTrue(passwords.refuses("long enough" + (char) 0xD800).isPresent());
  }

  @Test
  void theMostCommonPasswordsAreRefused() {
    for (String common :
        List.of("password", "PASSWORD", "12345678", "Qwerty123", "iloveyou", "p@ssw0rd")) {
      assertEquals(
          Optional.of(ErrorCode.BAD_REQUEST), passwords.refuses(common).map(Refusal::code), common);
    }
    assertTrue(passwords.refuses("correct horse").isEmpty());
    assertTrue(CommonPasswords.load().size() >= 1_000);
  }

  @Test
  void aFullQueueRefusesOneMoreAndOneFreedTakesItAgain() {
    Passwords narrow = Passwords.with(vertx, 1, 3);
    List<Future<String>> taken = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      taken.add(narrow.hash("correct horse"));
    }
    Refusal refusal = Refused.with(ErrorCode.RATE_LIMITED, narrow.hash("correct horse"));
    assertTrue(refusal.retryAfterMs() > 0);
    Refused.done(Future.all(taken));
    assertNotNull(in5s(narrow.hash("correct horse")));
  }

  @Test
  void aQueueFullOfStrangersKeepsNobodyOutWhoIsKnown() {
    String hash = in5s(passwords.hash("correct horse"));
    Passwords narrow = Passwords.with(vertx, 1, 3);
    List<Future<Boolean>> strangers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      strangers.add(narrow.verify("a guess", hash));
    }
    assertEquals(
        ErrorCode.RATE_LIMITED,
        Refused.with(ErrorCode.RATE_LIMITED, narrow.verify("correct horse", hash))
            .code());
    assertTrue(in5s(narrow.verifyKnown("correct horse", hash)));
    Refused.done(Future.all(strangers));
  }

  @Test
  void thoseWhoAreKnownWaitInNoLongerAQueueThanOthers() {
    Passwords narrow = Passwords.with(vertx, 1, 1);
    Future<Boolean> first = narrow.verifyKnown("correct horse", null);
    assertTrue(Refused.with(ErrorCode.RATE_LIMITED, narrow.verifyKnown("correct horse", null))
            .retryAfterMs()
        > 0);
    assertFalse(in5s(first));
  }

  @Test
  void aThreadRestsBetweenPiecesOfWorkWhileMoreThanHalfOfTheQueueIsTaken() {
    List<Long> rests = new CopyOnWriteArrayList<>();
    Passwords narrow = Passwords.with(vertx, 1, 4, rests::add);
    List<Future<String>> flood = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      flood.add(narrow.hash("correct horse"));
    }
    Refused.done(Future.all(flood));
    // Behind the first there are three, behind the second two and no longer more than half.
    assertEquals(1, rests.size());
    assertTrue(rests.get(0) > 0);
  }

  @Test
  void aThreadDoesNotRestWhileHalfOfTheQueueIsFree() {
    List<Long> rests = new CopyOnWriteArrayList<>();
    Passwords narrow = Passwords.with(vertx, 1, 4, rests::add);
    Refused.done(Future.all(narrow.hash("correct horse"), narrow.hash("correct horse")));
    assertEquals(List.of(), rests);
  }
}
