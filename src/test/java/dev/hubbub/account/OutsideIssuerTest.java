package dev.hubbub.account;

import static dev.hubbub.account.Refused.in5s;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.room.Accounts.NewAccount;
import dev.hubbub.room.Appended;
import dev.hubbub.room.Ended;
import dev.hubbub.room.Ended.Shut;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutsideIssuerTest {
  private static final KeyPair RSA = Forge.rsa();
  private static final KeyPair EC = Forge.p256();

  private final Vertx vertx = Vertx.vertx();
  private final MemoryAccounts accounts = new MemoryAccounts();
  private final Revocations ended = new Revocations(
      vertx, accounts, listener -> new SilentBroker(), Duration.ofMinutes(15), logins -> {});
  private final AtomicInteger fetches = new AtomicInteger();
  private volatile JsonArray published = new JsonArray()
      .add(jwk("r1", RSA))
      .add(jwk("e1", EC))
      .add(new JsonObject().put("kty", "oct").put("kid", "o1").put("k", "AA"));
  private Authenticator authenticator = authenticator("http://127.0.0.1:1/keys");

  @BeforeEach
  void publish() {
    HttpServer server = in5s(vertx
        .createHttpServer()
        .requestHandler(request -> {
          fetches.incrementAndGet();
          request
              .response()
              .end(new JsonObject().put("keys", published).encode())
              .onFailure(e -> {});
        })
        .listen(0, "127.0.0.1"));
    authenticator = authenticator("http://127.0.0.1:" + server.actualPort() + "/keys");
  }

  @AfterEach
  void close() {
    Refused.done(vertx.close());
  }

  private Authenticator authenticator(String url) {
    Tokens tokens = Tokens.with(vertx, Settings.outside(url));
    OutsideIssuer issuer =
        Objects.requireNonNull(OutsideIssuer.with(vertx, Settings.outside(url), tokens));
    Newcomers newcomers = new Newcomers(
        accounts, Settings.rooms(), draft -> Future.succeededFuture(Appended.NOTHING));
    Refused.done(issuer.start());
    return new Authenticator(tokens, issuer, ended, accounts, newcomers);
  }

  private static JsonObject jwk(String kid, KeyPair pair) {
    JsonObject jwk = new JsonObject().put("kid", kid).put("use", "sig");
    if (pair.getPublic() instanceof RSAPublicKey rsa) {
      return jwk.put("kty", "RSA")
          .put("alg", "RS256")
          .put("n", number(rsa.getModulus(), 256))
          .put("e", number(rsa.getPublicExponent(), 3));
    }
    ECPublicKey ec = (ECPublicKey) pair.getPublic();
    return jwk.put("kty", "EC")
        .put("crv", "P-256")
        .put("x", number(ec.getW().getAffineX(), 32))
        .put("y", number(ec.getW().getAffineY(), 32));
  }

  private static String number(BigInteger number, int length) {
    byte[] bytes = number.toByteArray();
    byte[] exact = new byte[length];
    int taken = Math.min(bytes.length, length);
    System.arraycopy(bytes, bytes.length - taken, exact, length - taken, taken);
    return Forge.part(exact);
  }

  private static JsonObject claims(String username) {
    JsonObject claims = Forge.claims()
        .put("iss", "https://issuer.example")
        .put("aud", "chat")
        .put("sub", "0815")
        .put("preferred_username", username);
    claims.remove("uid");
    claims.remove("sid");
    return claims;
  }

  private static String token(String kid, KeyPair pair, JsonObject claims) {
    String algorithm = "RSA".equals(pair.getPublic().getAlgorithm()) ? "RS256" : "ES256";
    return Forge.signed(Forge.header(algorithm).put("kid", kid), claims, pair.getPrivate());
  }

  @Test
  void itsUsersHaveAnAccountFromTheirFirstComing() {
    Identity first = in5s(authenticator.identify(token("r1", RSA, claims("dora"))));
    assertEquals("dora", first.user().username());
    Identity again = in5s(authenticator.identify(token("e1", EC, claims("dora"))));
    assertEquals(first.user(), again.user());
  }

  @Test
  void theSameNameWithAPasswordHereIsSomebodyElse() {
    Refused.done(accounts.create(new NewAccount("alice", "Alice", "$argon2id$x", false)));
    Refused.done(accounts.create(new NewAccount("guest-abc123", "Guest", null, true)));
    Refused.as(ErrorCode.UNAUTHORIZED, authenticator.identify(token("r1", RSA, claims("alice"))));
    Refused.as(
        ErrorCode.UNAUTHORIZED, authenticator.identify(token("r1", RSA, claims("guest-abc123"))));
  }

  @Test
  void whatIsWrongWithATokenIsRefusedAlike() {
    KeyPair stranger = Forge.rsa();
    for (String wrong : new String[] {
      token("r1", stranger, claims("dora")),
      token("r1", EC, claims("dora")),
      token("e1", RSA, claims("dora")),
      token("r1", RSA, claims("dora").put("aud", "hubbub")),
      token("r1", RSA, claims("dora").put("iss", "https://issuer.example.evil")),
      token("r1", RSA, claims("dora").put("exp", 1)),
      token("r1", RSA, claims("no username")),
      token("r1", RSA, claims("dora").putNull("preferred_username")),
      Forge.hs256(Forge.header("HS256"), claims("dora"), Settings.SECRET),
      Forge.hs256(Forge.header("HS256").put("kid", "o1"), claims("dora"), new byte[] {0}),
      Forge.signed(Forge.header("RS256"), claims("dora"), RSA.getPrivate()),
      Forge.signed(Forge.header("RS256").put("kid", 1), claims("dora"), RSA.getPrivate())
    }) {
      Refused.as(ErrorCode.UNAUTHORIZED, authenticator.identify(wrong));
    }
  }

  @Test
  void itCannotSpeakForOurOwnUsers() {
    JsonObject ours = Forge.claims();
    Refused.as(ErrorCode.UNAUTHORIZED, authenticator.identify(token("r1", RSA, ours)));
  }

  @Test
  void unknownKeysDoNotMakeItsServerBusy() {
    int before = fetches.get();
    for (int i = 0; i < 20; i++) {
      Refused.as(
          ErrorCode.UNAUTHORIZED, authenticator.identify(token("k" + i, RSA, claims("dora"))));
    }
    assertTrue(fetches.get() - before <= 1, () -> fetches.get() - before + " fetches");
  }

  @Test
  void anIssuerThatIsAwayIsNoFaultOfTheStart() {
    Authenticator away = authenticator("http://127.0.0.1:1/keys");
    Refused.as(ErrorCode.UNAUTHORIZED, away.identify(token("r1", RSA, claims("dora"))));
  }

  @Test
  void aLogoutIsKept() {
    String token = token("r1", RSA, claims("dora"));
    Identity who = in5s(authenticator.identify(token));
    ended.announce(who.login());
    Refused.as(ErrorCode.UNAUTHORIZED, authenticator.identify(token));
  }

  @Test
  void itsUsersWhoAreShutOutOrHaveEndedAreRefusedLikeBadTokens() {
    String token = token("r1", RSA, claims("dora"));
    Identity before = in5s(authenticator.identify(token));
    Refusal bad = Refused.with(ErrorCode.UNAUTHORIZED, authenticator.identify("x.y.z"));
    Refused.done(accounts.setDisabled(before.user(), true));
    ended.announce(new Ended(List.of(), List.of(new Shut(before.user().id(), true))));
    assertEquals(
        bad.getMessage(),
        Refused.with(ErrorCode.UNAUTHORIZED, authenticator.identify(token)).getMessage());
    assertFalse(authenticator.stillHolds(before));
    assertTrue(authenticator.isShutOut(before));

    Refused.done(accounts.setDisabled(before.user(), false));
    Identity back = in5s(authenticator.identify(token));
    assertEquals(before.user(), back.user());
    assertTrue(authenticator.stillHolds(back));

    Refused.done(accounts.end(before.user()));
    Refused.as(ErrorCode.UNAUTHORIZED, authenticator.identify(token));
    Refused.as(ErrorCode.UNAUTHORIZED, authenticator.identify(token("e1", EC, claims("DORA"))));
  }

  @Test
  void halfAConfigurationIsTold() {
    Tokens tokens = Tokens.with(vertx, Settings.auth());
    var half = Settings.auth();
    var config = new dev.hubbub.config.AuthConfig(
        half.secret(),
        null,
        half.issuer(),
        half.audience(),
        900,
        900,
        true,
        true,
        "HS256",
        null,
        null,
        null,
        "https://issuer.example/keys",
        null,
        null,
        "sub");
    assertThrows(
        IllegalArgumentException.class,
        () -> Objects.requireNonNull(OutsideIssuer.with(vertx, config, tokens)));
  }
}
