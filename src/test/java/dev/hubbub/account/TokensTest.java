package dev.hubbub.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.config.AuthConfig;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.User;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokensTest {
  private static final User ALICE = new User(7, "alice");

  private final Vertx vertx = Vertx.vertx();
  private final Tokens tokens = Tokens.with(vertx, Settings.auth());

  @AfterAll
  void close() {
    Refused.done(vertx.close());
  }

  private static String with(Consumer<JsonObject> change) {
    JsonObject claims = Forge.claims();
    change.accept(claims);
    return Forge.hs256(Forge.header("HS256"), claims, Settings.SECRET);
  }

  private static String withHeader(Consumer<JsonObject> change) {
    JsonObject header = Forge.header("HS256");
    change.accept(header);
    return Forge.hs256(header, Forge.claims(), Settings.SECRET);
  }

  private static long now() {
    return System.currentTimeMillis() / 1_000;
  }

  private static void assertRefused(Tokens tokens, String token) {
    Refusal refusal = assertThrows(Refusal.class, () -> tokens.prove(Jwt.read(token)));
    assertEquals(ErrorCode.UNAUTHORIZED, refusal.code());
    assertEquals(Unproven.refusal().getMessage(), refusal.getMessage());
    assertEquals(0, refusal.retryAfterMs());
  }

  @Test
  void aTokenMadeHereProvesWhoItWasMadeFor() {
    Tokens.Proof proof = tokens.prove(Jwt.read(tokens.issue(ALICE, "s1")));
    assertEquals("alice", proof.username());
    assertEquals(7L, proof.account());
    assertEquals("s1", proof.login());
    assertTrue(Math.abs(proof.expiresAtMs() / 1_000 - now() - 900) <= 5);
  }

  @Test
  void noTwoTokensAreTheSame() {
    assertNotEquals(tokens.issue(ALICE, "s1"), tokens.issue(ALICE, "s1"));
  }

  @Test
  void aTokenMadeByHandWithTheSecretIsTaken() {
    assertEquals(7L, tokens.prove(Jwt.read(with(claims -> {}))).account());
    assertEquals(
        7L,
        tokens
            .prove(Jwt.read(with(c -> c.put("aud", new JsonArray().add("x").add("hubbub")))))
            .account());
  }

  @Test
  void aTokenWithTheSixClaimsOnlyNamesItsUserAndIsALoginByItself() {
    Tokens.Proof proof = tokens.prove(Jwt.read(with(c -> {
      c.remove("uid");
      c.remove("sid");
    })));
    assertEquals("alice", proof.username());
    assertNull(proof.account());
    assertTrue(proof.login().startsWith(Identity.FOREIGN));
  }

  @Test
  void instancesThatShareASecretTakeEachOthersTokens() {
    Tokens other = Tokens.with(vertx, Settings.auth());
    assertEquals("alice", other.prove(Jwt.read(tokens.issue(ALICE, "s1"))).username());
  }

  static Map<String, String> forgeries() {
    Map<String, String> forged = new LinkedHashMap<>();
    String good = with(claims -> {});
    String[] parts = good.split("\\.", -1);
    for (String none : new String[] {"none", "None", "NONE", "nOnE"}) {
      String head = Forge.part(Forge.header(none));
      forged.put(none, head + '.' + parts[1] + '.');
      forged.put(none + " in two parts", head + '.' + parts[1]);
      forged.put(none + " signed", withHeader(h -> h.put("alg", none)));
    }
    forged.put("two parts", parts[0] + '.' + parts[1]);
    forged.put("empty signature", parts[0] + '.' + parts[1] + '.');
    forged.put("four parts", good + ".x");
    forged.put("two tokens", good + ' ' + good);
    forged.put("comma", good + ',' + good);
    forged.put("no header", '.' + parts[1] + '.' + parts[2]);
    forged.put("nothing", "");
    forged.put("dots", "..");
    forged.put("padding", good + "=");
    forged.put("no base64", parts[0] + ".%%%." + parts[2]);
    forged.put(
        "payload changed",
        parts[0] + '.' + Forge.part(Forge.claims().put("sub", "mallory")) + '.' + parts[2]);
    forged.put("signature cut", good.substring(0, good.length() - 4));
    forged.put(
        "other key",
        Forge.hs256(Forge.header("HS256"), Forge.claims(), "another " + Settings.SECRET));
    forged.put("empty key", Forge.hs256(Forge.header("HS256"), Forge.claims(), new byte[] {0}));
    forged.put("longer than 4 KiB", with(c -> c.put("pad", "x".repeat(4_096))));
    forged.put(
        "array as claims",
        parts[0] + '.' + Forge.part("[]".getBytes(StandardCharsets.UTF_8)) + '.' + parts[2]);
    forged.put(
        "text as claims",
        parts[0] + '.' + Forge.part("\"x\"".getBytes(StandardCharsets.UTF_8)) + '.' + parts[2]);
    for (String alg : new String[] {"HS384", "HS512", "RS256", "ES256", "hs256", ""}) {
      forged.put("alg " + alg, withHeader(h -> h.put("alg", alg)));
    }
    forged.put("alg missing", withHeader(h -> h.remove("alg")));
    forged.put("alg number", withHeader(h -> h.put("alg", 256)));
    forged.put("alg list", withHeader(h -> h.put("alg", new JsonArray().add("HS256"))));
    for (String kid : new String[] {"../../dev/null", "' or 1=1--", "unknown", ""}) {
      forged.put("kid " + kid, withHeader(h -> h.put("kid", kid)));
    }
    forged.put("kid number", withHeader(h -> h.put("kid", 1)));
    forged.put("jku", withHeader(h -> h.put("jku", "https://evil.example/keys")));
    forged.put("x5u", withHeader(h -> h.put("x5u", "https://evil.example/cert")));
    forged.put("x5c", withHeader(h -> h.put("x5c", new JsonArray().add("MII"))));
    forged.put(
        "jwk", withHeader(h -> h.put("jwk", new JsonObject().put("kty", "oct").put("k", "AA"))));
    forged.put("crit", withHeader(h -> h.put("crit", new JsonArray().add("exp"))));
    forged.put("crit empty", withHeader(h -> h.put("crit", new JsonArray())));
    for (String claim : new String[] {"sub", "iss", "aud", "iat", "exp", "jti"}) {
      forged.put("no " + claim, with(c -> c.remove(claim)));
      forged.put("null " + claim, with(c -> c.putNull(claim)));
      forged.put("list " + claim, with(c -> c.put(claim, new JsonArray().add(1))));
      forged.put("true " + claim, with(c -> c.put(claim, true)));
    }
    forged.put("exp past", with(c -> c.put("exp", now() - 1)));
    forged.put("exp now", with(c -> c.put("exp", now())));
    forged.put("exp text", with(c -> c.put("exp", String.valueOf(now() + 60))));
    forged.put("exp 1e18", with(c -> c.put("exp", 1e18)));
    forged.put("exp 10^18", with(c -> c.put("exp", 1_000_000_000_000_000_000L)));
    forged.put("exp longest", with(c -> c.put("exp", Long.MAX_VALUE)));
    forged.put("exp negative", with(c -> c.put("exp", -1)));
    forged.put("exp in two days", with(c -> c.put("exp", now() + 2 * 86_400)));
    forged.put("iat future", with(c -> c.put("iat", now() + 120)));
    forged.put("iat text", with(c -> c.put("iat", "0")));
    forged.put("nbf future", with(c -> c.put("nbf", now() + 120)));
    forged.put("nbf text", with(c -> c.put("nbf", "0")));
    forged.put("iss other", with(c -> c.put("iss", "hubbub2")));
    forged.put("iss empty", with(c -> c.put("iss", "")));
    forged.put("aud other", with(c -> c.put("aud", "other")));
    forged.put("aud mixed", with(c -> c.put("aud", new JsonArray().add(1).add("hubbub"))));
    forged.put("sub empty", with(c -> c.put("sub", "")));
    forged.put("sub no username", with(c -> c.put("sub", "../alice")));
    forged.put("uid text", with(c -> c.put("uid", "7")));
    forged.put("uid alone", with(c -> c.remove("sid")));
    forged.put("sid alone", with(c -> c.remove("uid")));
    forged.put("sid number", with(c -> c.put("sid", 1)));
    forged.put("uid null", with(c -> c.putNull("uid")));
    forged.put("refresh token", "q".repeat(43));
    return forged;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void everyForgeryIsRefusedTheSame(String name) {
    assertRefused(tokens, forgeries().getOrDefault(name, ""));
  }

  static Iterable<String> names() {
    return forgeries().keySet();
  }

  @Test
  void theClockOfAnotherInstanceMayBeALittleAheadButNoTokenOutlivesItsEnd() {
    assertEquals(
        "alice", tokens.prove(Jwt.read(with(c -> c.put("iat", now() + 20)))).username());
    assertRefused(tokens, with(c -> c.put("exp", now() - 1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "ES256"})
  void keysOfOurOwnSignAndProve(String algorithm) {
    KeyPair pair = "RS256".equals(algorithm) ? Forge.rsa() : Forge.p256();
    Tokens own = Tokens.with(vertx, keys(algorithm, pair, pair));
    assertEquals("alice", own.prove(Jwt.read(own.issue(ALICE, "s1"))).username());
    assertEquals(
        "alice",
        own.prove(
                Jwt.read(Forge.signed(Forge.header(algorithm), Forge.claims(), pair.getPrivate())))
            .username());

    KeyPair other = "RS256".equals(algorithm) ? Forge.rsa() : Forge.p256();
    assertRefused(own, Forge.signed(Forge.header(algorithm), Forge.claims(), other.getPrivate()));
    assertRefused(own, Forge.hs256(Forge.header("HS256"), Forge.claims(), Settings.SECRET));
    String head = Forge.part(Forge.header(algorithm)) + '.' + Forge.part(Forge.claims()) + '.';
    assertRefused(own, head + Forge.part(new byte[64]));
    assertRefused(own, head + Forge.part(new byte[256]));
  }

  @Test
  void whileSecretsAreChangedBothProveAndTheFirstOneSigns() {
    String next = "the next secret, which is long enough";
    Tokens before = Tokens.with(vertx, Settings.changing(Settings.SECRET, next));
    Tokens after = Tokens.with(vertx, Settings.changing(next, Settings.SECRET));
    Tokens alone = Tokens.with(vertx, Settings.changing(next, null));
    String old = before.issue(ALICE, "s1");
    String young = after.issue(ALICE, "s1");
    for (Tokens instance : List.of(before, after)) {
      assertEquals("alice", instance.prove(Jwt.read(old)).username());
      assertEquals("alice", instance.prove(Jwt.read(young)).username());
    }
    assertEquals("alice", tokens.prove(Jwt.read(old)).username());
    assertEquals("alice", alone.prove(Jwt.read(young)).username());
    assertRefused(alone, old);
    assertRefused(tokens, young);
    for (String forgery : forgeries().values()) {
      assertRefused(after, forgery);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "ES256"})
  void whilePairsAreChangedTheSecondPublicKeyProvesToo(String algorithm) {
    KeyPair last = "RS256".equals(algorithm) ? Forge.rsa() : Forge.p256();
    KeyPair next = "RS256".equals(algorithm) ? Forge.rsa() : Forge.p256();
    String lastPublic = Forge.pem("PUBLIC KEY", last.getPublic().getEncoded());
    String old = Tokens.with(vertx, keys(algorithm, last, last)).issue(ALICE, "s1");
    Tokens after = Tokens.with(vertx, Settings.changing(keys(algorithm, next, next), lastPublic));
    assertEquals("alice", after.prove(Jwt.read(old)).username());
    assertEquals("alice", after.prove(Jwt.read(after.issue(ALICE, "s1"))).username());
    assertRefused(Tokens.with(vertx, keys(algorithm, next, next)), old);
    assertRefused(after, Forge.hs256(Forge.header("HS256"), Forge.claims(), lastPublic));
    assertRefused(after, Forge.hs256(Forge.header(algorithm), Forge.claims(), lastPublic));
    assertFaulty(Settings.changing(keys(algorithm, next, next), "no key"));
  }

  @Test
  void aPublicKeyIsNoSecret() {
    KeyPair pair = Forge.rsa();
    AuthConfig config = keys("RS256", pair, pair);
    Tokens own = Tokens.with(vertx, config);
    String pem = String.valueOf(config.publicKey());
    for (String alg : new String[] {"HS256", "RS256"}) {
      assertRefused(own, Forge.hs256(Forge.header(alg), Forge.claims(), pem));
      assertRefused(
          own, Forge.hs256(Forge.header(alg), Forge.claims(), pair.getPublic().getEncoded()));
    }
  }

  @Test
  void keysThatAreMissingBrokenOrStrangersAreTold() {
    KeyPair pair = Forge.p256();
    KeyPair other = Forge.p256();
    assertFaulty(keys("ES256", pair, other));
    assertFaulty(Settings.auth("ES256", null, null));
    assertFaulty(Settings.auth("RS256", "no key", "no key"));
    assertFaulty(keys("RS256", pair, pair));
    assertFaulty(Settings.auth("HS512", null, null));
    assertFaulty(Settings.auth("none", null, null));
  }

  private void assertFaulty(AuthConfig config) {
    IllegalArgumentException fault =
        assertThrows(IllegalArgumentException.class, () -> Tokens.with(vertx, config));
    assertTrue(String.valueOf(fault.getMessage()).contains("auth."), fault::toString);
    assertFalse(String.valueOf(fault.getMessage()).contains(Settings.SECRET));
  }

  private static AuthConfig keys(String algorithm, KeyPair signs, KeyPair proves) {
    return Settings.auth(
        algorithm,
        Forge.pem("PRIVATE KEY", signs.getPrivate().getEncoded()),
        Forge.pem("PUBLIC KEY", proves.getPublic().getEncoded()));
  }
}
