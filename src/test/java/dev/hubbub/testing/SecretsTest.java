package dev.hubbub.testing;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The look at the logs finds what it is to find, so that finding nothing says something. */
class SecretsTest {
  private static final String TOKEN =
      "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJlIG9mIGl0IQ";

  private final Secrets secrets = new Secrets();
  private final List<String> log = new ArrayList<>(List.of("listens on 8080"));

  private void know() {
    secrets.addThoseOf(new JsonObject()
        .put("password", "tea at four, always")
        .put("access_token", TOKEN)
        .put("name", "no secret at all")
        .put("code", "AbCdEfGhIjKlMnOpQrStUv")
        .put("auth", new JsonObject().put("secret", "of the configuration, long enough"))
        .put("redis", new JsonObject().put("url", "redis://me:wordpass-of-redis@cache"))
        .put(
            "events",
            new JsonArray().add(new JsonObject().put("text", "what was said: " + "x".repeat(99)))));
    secrets.watch("a server", () -> List.copyOf(log));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tea at four, always",
        "POST {\"password\":\"tea at four, always\"}",
        "GET /api/v1/ws?token=" + TOKEN,
        "claims eyJzdWIiOiJhbGljZSJ9 of somebody",
        "signature c2lnbmF0dXJlIG9mIGl0IQ",
        "GET /i/AbCdEfGhIjKlMnOpQrStUv 200",
        "secret=of the configuration, long enough",
        "cannot reach redis://me:wordpass-of-redis@cache",
        "a frame that was cut: what was said: xxxxxxxxx…"
      })
  void aLineWithASecretIsFound(String line) {
    know();
    assertDoesNotThrow(secrets::assertUntold);
    log.add(line);
    AssertionError told = assertThrows(AssertionError.class, secrets::assertUntold);
    assertTrue(String.valueOf(told.getMessage()).contains("a server told"), told::toString);
  }

  @Test
  void whatIsNoSecretMayBeTold() {
    know();
    log.addAll(List.of("no secret at all", "password", "not_found", "redis://me:***@cache"));
    assertDoesNotThrow(secrets::assertUntold);
  }

  @Test
  void eachLineIsLookedAtOnce() {
    know();
    log.add("tea at four, always");
    assertThrows(AssertionError.class, secrets::assertUntold);
    assertDoesNotThrow(secrets::assertUntold);
  }
}
