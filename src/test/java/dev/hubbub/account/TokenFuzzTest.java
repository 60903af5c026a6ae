package dev.hubbub.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import dev.hubbub.testing.Spoiled;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever comes in as a token: only one that was signed here proves anything, and all others are refused alike. */
class TokenFuzzTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final Tokens TOKENS = Tokens.with(VERTX, Settings.auth());
  private static final String GOOD =
      Forge.hs256(Forge.header("HS256"), Forge.claims(), Settings.SECRET);

  @AfterContainer
  static void close() {
    Refused.done(VERTX.close());
  }

  @Provide
  Arbitrary<String> spoiledTokens() {
    return Spoiled.of(
        List.of(GOOD, GOOD.substring(0, GOOD.lastIndexOf('.') + 1)),
        List.of(".", "=", "-", "_", "e30", "bnVsbA", "W10", "A", " ", ",", "\0"));
  }

  /** What is in the two parts that are read before the signature is looked at. */
  @Provide
  Arbitrary<String> spoiledParts() {
    return Spoiled.of(
        List.of(Forge.header("HS256").encode(), Forge.claims().encode(), "null", "[]"),
        List.of(
            "{",
            "}",
            "[",
            "\"",
            ":",
            ",",
            "null",
            "1e400",
            "\"alg\":\"none\",",
            "\"exp\":1e18,",
            "\"sub\":\"alice\",",
            "\\ud800",
            "9".repeat(1_200),
            "[".repeat(2_000)));
  }

  @Property
  void aSpoiledTokenProvesNothing(@ForAll("spoiledTokens") String token) {
    // Of the last character of a signature two bits stand for nothing.
    if (!token.startsWith(GOOD.substring(0, GOOD.length() - 1))
        || token.length() != GOOD.length()) {
      assertRefused(token);
    }
  }

  @Property
  void strangeClaimsUnderAForeignKeyProveNothing(
      @ForAll("spoiledParts") String header, @ForAll("spoiledParts") String claims) {
    assertRefused(part(header) + '.' + part(claims) + '.' + part("x".repeat(32)));
  }

  /** Not even who has the secret may write what is none. */
  @Property
  void strangeClaimsUnderTheRightKeyAreTakenOrRefused(@ForAll("spoiledParts") String claims) {
    JsonObject header = Forge.header("HS256");
    try {
      byte[] secret = Settings.SECRET.getBytes(StandardCharsets.UTF_8);
      byte[] text = claims.getBytes(StandardCharsets.UTF_8);
      var unused = TOKENS.prove(Jwt.read(Forge.hs256(header, text, secret)));
    } catch (Refusal refused) {
      assertEquals(ErrorCode.UNAUTHORIZED, refused.code());
    }
  }

  private static String part(String text) {
    return Forge.part(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertRefused(String token) {
    Refusal refusal = null;
    try {
      var unused = TOKENS.prove(Jwt.read(token));
    } catch (Refusal refused) {
      refusal = refused;
    }
    assertEquals(
        ErrorCode.UNAUTHORIZED,
        refusal == null ? null : refusal.code(),
        "A forged token was taken.");
  }
}
