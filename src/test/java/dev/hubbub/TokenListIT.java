package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.account.Forge;
import dev.hubbub.testing.Endpoint;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.RawWebSocket;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.WsClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Tokens that prove nothing are refused by every door alike: by HTTP with one body, by the upgrade, and by the first
 * frame. Each of them has one fault; without it, it is taken.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class TokenListIT {
  private static final String SECRET = "known-to-all-instances-of-the-tests";
  private static final int LONG = 7_000;
  private static final int LONGER_THAN_A_HEADER = 10_000;

  private record At(String host, int port, String token) implements Endpoint {}

  private final HubbubProcess server =
      HubbubProcess.configured(new JsonObject()).start();
  private final Rest.User alice = server.rest().guest("Alice");
  private final Set<String> bodies = new HashSet<>();

  @AfterAll
  void close() {
    server.close();
  }

  private static JsonObject claims(Rest.User user) {
    return new JsonObject(new String(
        Base64.getUrlDecoder().decode(user.token().split("\\.", -1)[1]), StandardCharsets.UTF_8));
  }

  private JsonObject claims() {
    return claims(alice);
  }

  private JsonObject without(String claim) {
    JsonObject claims = claims();
    claims.remove(claim);
    return claims;
  }

  private static String sign(JsonObject claims) {
    return Forge.hs256(Forge.header("HS256"), claims, SECRET);
  }

  private String signHeader(String name, Object value) {
    return Forge.hs256(Forge.header("HS256").put(name, value), claims(), SECRET);
  }

  private static String unsigned(String algorithm, JsonObject claims) {
    return Forge.part(Forge.header(algorithm)) + '.' + Forge.part(claims);
  }

  private void assertTaken(HubbubProcess instance, String token) {
    assertEquals(200, instance.rest().withToken(token).get("/rooms").status(), token);
    WsClient.connect(instance.port(), token).close();
    WsClient.connectAndAuth(instance.port(), token).close();
  }

  private void assertRefused(HubbubProcess instance, String fault, String token) {
    Rest.Answer answer = instance.rest().withToken(token).get("/rooms");
    assertEquals(401, answer.status(), fault);
    assertEquals("Bearer", answer.headers().firstValue("WWW-Authenticate").orElse(""), fault);
    bodies.add(answer.text());
    assertEquals(1, bodies.size(), () -> fault + " is told apart: " + bodies);
    assertEquals(
        401,
        WsClient.refused(instance.port(), "/api/v1/ws", Map.of("Authorization", "Bearer " + token)),
        fault);
    assertFrameRefused(instance, fault, token);
  }

  private static void assertFrameRefused(HubbubProcess instance, String fault, String token) {
    try (WsClient session = WsClient.open(instance.port(), "/api/v1/ws", Map.of())) {
      session.send(new JsonObject().put("type", "auth").put("token", token));
      assertEquals(4401, session.awaitClose(), fault);
      assertEquals(0, session.frames().size(), fault);
    }
  }

  /** What is wrong with each, and the token. */
  private Map<String, String> forged() {
    Map<String, String> forged = new LinkedHashMap<>();
    for (String none : new String[] {"none", "None", "NONE", "nOnE"}) {
      forged.put("alg " + none + ", no signature", unsigned(none, claims()) + '.');
      forged.put("alg " + none + ", a signature", unsigned(none, claims()) + ".c2ln");
      forged.put("alg " + none + ", signed", Forge.hs256(Forge.header(none), claims(), SECRET));
    }
    String signed = sign(claims());
    String body = signed.substring(0, signed.lastIndexOf('.'));
    forged.put("two parts", body);
    forged.put("two parts, alg none", unsigned("none", claims()));
    forged.put("an empty signature", body + '.');
    forged.put("four parts", signed + ".e30");
    forged.put("a shorter signature", signed.substring(0, signed.length() - 4));
    forged.put("a signature of zeros", body + '.' + Forge.part(new byte[32]));
    forged.put("no algorithm", Forge.hs256(new JsonObject(), claims(), SECRET));
    for (String algorithm : new String[] {"HS384", "HS512", "RS256", "ES256", "PS256", "hs256"}) {
      forged.put("alg " + algorithm, Forge.hs256(Forge.header(algorithm), claims(), SECRET));
    }
    forged.put("another key", Forge.hs256(Forge.header("HS256"), claims(), SECRET + '!'));
    forged.put("an empty line for a key", Forge.hs256(Forge.header("HS256"), claims(), "\n"));
    forged.put(
        "a changed payload",
        signed.replace(
            '.' + Forge.part(claims()) + '.', '.' + Forge.part(claims().put("uid", 99)) + '.'));
    for (String kid : new String[] {"1", "../../../../dev/null", "x' UNION SELECT 'key' -- ", ""}) {
      forged.put("kid " + kid, signHeader("kid", kid));
    }
    forged.put("jku", signHeader("jku", "http://127.0.0.1:" + server.port() + "/keys"));
    forged.put("x5u", signHeader("x5u", "http://127.0.0.1:" + server.port() + "/keys"));
    forged.put("x5c", signHeader("x5c", new JsonArray().add("MIIB")));
    forged.put("jwk", signHeader("jwk", new JsonObject().put("kty", "oct").put("k", "a2V5")));
    forged.put("crit", signHeader("crit", new JsonArray().add("exp")));
    forged.put("a token of " + LONG, sign(claims().put("x", "x".repeat(LONG * 3 / 4 - 400))));
    forged.put("the refresh token", alice.refreshToken());
    forged.put("no token", "-");
    forged.put("two tokens in one", signed + ' ' + signed);
    forged.put("two tokens, with a comma", signed + ", Bearer " + signed);
    return forged;
  }

  /** What is wrong with the claims of each. */
  private Map<String, JsonObject> unfit() {
    long now = System.currentTimeMillis() / 1_000;
    Map<String, JsonObject> unfit = new LinkedHashMap<>();
    unfit.put("exp past", claims().put("exp", now - 60).put("iat", now - 120));
    unfit.put("exp a string", claims().put("exp", "" + (now + 600)));
    unfit.put("exp 1e18", claims().put("exp", 1_000_000_000_000_000_000L));
    unfit.put("exp 1e18 with a point", claims().put("exp", 1e18));
    unfit.put("exp null", claims().putNull("exp"));
    unfit.put("exp negative", claims().put("exp", -1));
    unfit.put("nbf future", claims().put("nbf", now + 300));
    unfit.put("iat future", claims().put("iat", now + 300));
    unfit.put("aud wrong", claims().put("aud", "somebody-else"));
    unfit.put(
        "aud a list without us", claims().put("aud", new JsonArray().add("x").add("y")));
    unfit.put("iss wrong", claims().put("iss", "https://evil.example"));
    unfit.put("sub no username", claims().put("sub", "no name"));
    unfit.put("sub a number", claims().put("sub", 7));
    for (String claim : new String[] {"exp", "iat", "aud", "iss", "sub", "jti"}) {
      unfit.put(claim + " missing", without(claim));
    }
    return unfit;
  }

  @Test
  void whatIsForgedIsRefusedByEveryDoorAlike() {
    assertTaken(server, alice.token());
    assertTaken(server, sign(claims()));
    forged().forEach((fault, token) -> {
      assertNotEquals(alice.token(), token);
      assertRefused(server, fault, token);
    });
  }

  @Test
  void aTokenWithOneUnfitClaimIsRefusedByEveryDoorAlike() {
    unfit().forEach((fault, claims) -> assertRefused(server, fault, sign(claims)));
    Rest.Answer bare = server.rest().get("/rooms");
    assertEquals(401, bare.status());
    bodies.add(bare.text());
    assertEquals(1, bodies.size(), "no token at all is told apart");
  }

  @Test
  void aTokenTooLongForAHeaderIsRefused() throws IOException {
    String token = sign(claims().put("x", "x".repeat(LONGER_THAN_A_HEADER)));
    assertEquals(431, statusOf(token));
    assertEquals(
        431,
        WsClient.refused(server.port(), "/api/v1/ws", Map.of("Authorization", "Bearer " + token)));
    assertFrameRefused(server, "10 KB", token);
  }

  /** What a request is answered that is sent byte by byte as it stands here. */
  private int statusOf(String token) throws IOException {
    try (RawWebSocket socket = RawWebSocket.connect(new At("127.0.0.1", server.port(), token))) {
      socket.send(
          ("GET /api/v1/rooms HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      return socket.readResponse().status();
    }
  }

  @Test
  void twoHeadersProveNothing() throws IOException {
    String twice = "Bearer " + alice.token() + "\r\nAuthorization: Bearer " + alice.token();
    At at = new At("127.0.0.1", server.port(), alice.token());
    try (RawWebSocket socket = RawWebSocket.connect(at)) {
      socket.send(RawWebSocket.upgrade(at, RawWebSocket.PATH, Map.of("Authorization", twice)));
      assertEquals(401, socket.readResponse().status());
    }
    assertEquals(401, statusOf(twice.substring("Bearer ".length())));
  }

  @Test
  void theSchemeIsReadWithoutRegardToCaseByEveryDoor() {
    Map<String, String> header = Map.of("authorization", "bEARER " + alice.token());
    try (WsClient session = WsClient.open(server.port(), "/api/v1/ws", header)) {
      assertEquals("hello", session.next().getString("type"));
    }
    assertEquals(
        401,
        WsClient.refused(
            server.port(), "/api/v1/ws", Map.of("Authorization", "Basic " + alice.token())));
  }

  @Test
  void anAccessTokenRefreshesNothing() {
    JsonObject body = new JsonObject().put("refresh_token", alice.token());
    Rest.Answer answer = server.rest().post("/auth/refresh", body);
    assertEquals(401, answer.status());
    bodies.add(answer.text());
    assertEquals(1, bodies.size());
  }

  @Test
  void withTwoKeysThePublicOneSignsNothing() {
    KeyPair keys = Forge.rsa();
    String publicKey = Forge.pem("PUBLIC KEY", keys.getPublic().getEncoded());
    JsonObject auth = new JsonObject()
        .put("algorithm", "RS256")
        .put("private_key", Forge.pem("PRIVATE KEY", keys.getPrivate().getEncoded()))
        .put("public_key", publicKey);
    try (HubbubProcess pair =
        HubbubProcess.configured(new JsonObject().put("auth", auth)).start()) {
      Rest.User bob = pair.rest().guest("Bob");
      JsonObject claims = claims(bob);
      assertTaken(pair, bob.token());
      assertTaken(pair, Forge.signed(Forge.header("RS256"), claims, keys.getPrivate()));
      Map<String, byte[]> secrets = new LinkedHashMap<>();
      secrets.put("the PEM", publicKey.getBytes(StandardCharsets.US_ASCII));
      secrets.put("the PEM, stripped", publicKey.strip().getBytes(StandardCharsets.US_ASCII));
      secrets.put("the DER", keys.getPublic().getEncoded());
      secrets.put("the configured secret", SECRET.getBytes(StandardCharsets.US_ASCII));
      secrets.forEach((name, secret) -> {
        for (String algorithm : new String[] {"HS256", "RS256", "none"}) {
          String token = Forge.hs256(Forge.header(algorithm), claims, secret);
          assertRefused(pair, algorithm + " with " + name, token);
        }
      });
      KeyPair others = Forge.rsa();
      assertRefused(
          pair, "another pair", Forge.signed(Forge.header("RS256"), claims, others.getPrivate()));
      assertRefused(
          pair,
          "another pair that it brings along",
          Forge.signed(
              Forge.header("RS256").put("jwk", new JsonObject().put("kty", "RSA")),
              claims,
              others.getPrivate()));
      assertRefused(pair, "alg none", unsigned("none", claims) + '.');
      assertRefused(pair, "two parts", unsigned("RS256", claims));
      assertTrue(bodies.size() == 1, bodies::toString);
    }
  }
}
