package dev.hubbub.survive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.TestServices;
import dev.hubbub.testing.WsClient;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Bad input on every door of the jar: one clean error each, nothing stored, and a log that tells nothing. */
@Timeout(300)
class BadInputIT {
  /** PostgreSQL refuses what SQLite keeps; {@code scripts/survive input} has SQLite. */
  @TestFactory
  Stream<DynamicTest> badInputIsToldAndChangesNothing() {
    InputSite site = new InputSite(new JsonObject()
        .put("database", new JsonObject().put("url", TestServices.postgres()))
        .put("log", new JsonObject().put("format", "json").put("level", "debug")));
    Stream<DynamicTest> each = BadInputs.all().stream()
        .map(bad -> DynamicTest.dynamicTest(bad.name(), () -> {
          bad.send(site);
          site.assertUnharmed();
        }));
    DynamicTest last =
        DynamicTest.dynamicTest("the log tells nothing", site::assertLogTellsNothing);
    return Stream.concat(each, Stream.of(last)).onClose(site::close);
  }

  @Test
  void nothingIsDoneForWhoHasNotSaidWhoTheyAre() {
    try (InputSite site = new InputSite(new JsonObject());
        WsClient unknown = WsClient.open(site.port(), "/api/v1/ws", Map.of())) {
      for (String type : List.of(
          "join",
          "leave",
          "send",
          "edit",
          "delete",
          "react",
          "read",
          "typing",
          "presence",
          "history",
          "who",
          "ping")) {
        JsonObject frame = new JsonObject(site.filled(
                "{\"room\":\"@room\",\"text\":\"x\",\"target\":2,\"emoji\":\":x:\",\"on\":true,"
                    + "\"seq\":1,\"state\":\"away\"}"))
            .put("type", type);
        assertEquals("unauthorized", unknown.ask(frame).getString("code"), type);
      }
      site.assertUnharmed();
      JsonObject auth = new JsonObject().put("type", "auth").put("token", site.token());
      assertEquals("hello", unknown.ask(auth).getString("type"));
    }
  }

  /** Everybody may write into this header; only what a trusted proxy has written counts. */
  @Test
  void whoIsNoTrustedProxySpeaksForNobodyElse() {
    JsonObject limits = new JsonObject().put("registrations_per_hour", 2);
    try (HubbubProcess server = HubbubProcess.configured(
            new JsonObject().put("profile", "production").put("limits", limits))
        .start()) {
      for (int i = 0; i < 3; i++) {
        Rest.Answer answer = server
            .rest()
            .with("X-Forwarded-For", "203.0.113." + i)
            .with("Forwarded", "for=203.0.113." + i)
            .with("X-Real-IP", "203.0.113." + i)
            .post(
                "/auth/register",
                new JsonObject().put("username", "user" + i).put("password", "long enough, no?"));
        assertEquals(i < 2 ? 201 : 429, answer.status());
      }
    }
  }

  @Test
  void aNameForgesNoLineOfTheLog() {
    try (InputSite site = new InputSite(new JsonObject())) {
      String name = "%0D%0AFORGED%C2%85FORGED%E2%80%A8FORGED%1B%5B31m%C2%9B31m%E2%80%AE";
      WsClient.open(site.port(), "/chat/" + name, Map.of()).close();
      site.assertOnlyPlainLines("FORGED");
    }
  }
}
