package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Redis;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.TcpProxy;
import dev.hubbub.testing.TestServices;
import dev.hubbub.testing.WsClient;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an instance does at start, with and without what it is configured to use. */
@Timeout(120)
class StartIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void withNothingConfiguredItAnswersOnThePortItLogs() {
    try (HubbubProcess instance = HubbubProcess.configured(
            new JsonObject().put("http", new JsonObject().put("port", 0)))
        .start()) {
      assertTrue(instance.port() > 0);
      assertEquals(200, instance.rest().page("/livez").status());
      assertEquals(200, instance.rest().page("/version").status());
      Rest.User ann = instance.rest().register("ann", "a-good-password");
      try (WsClient session = WsClient.connect(instance.port(), ann)) {
        assertEquals("joined", session.join("general").getString("type"));
        assertEquals("ack", session.say("general", "k1", "hello").getString("type"));
      }
    }
  }

  @Test
  void whatItHasKeptIsThereAfterARestart() {
    try (HubbubProcess instance = HubbubProcess.configured(new JsonObject()).start()) {
      Rest.User ann = instance.rest().register("ann", "a-good-password");
      try (WsClient session = WsClient.connect(instance.port(), ann)) {
        assertEquals("ack", session.say("general", "k1", "kept").getString("type"));
      }
      List<JsonObject> before = instance.rest().as(ann).log("general");
      instance.kill9();
      Rest.User again = instance.start().rest().login("Ann", "a-good-password");
      assertEquals(before, instance.rest().as(again).log("general"));
      try (WsClient session = WsClient.connect(instance.port(), again)) {
        assertTrue(session.say("general", "k1", "kept").getBoolean("duplicate"));
      }
    }
  }

  @Test
  void withoutItsRedisItStartsDegradedAndJoinsItWhenItComes() {
    try (Redis redis = Redis.start()) {
      redis.stop();
      try (HubbubProcess instance =
          HubbubProcess.sharing(TestServices.postgres(), redis.uri()).start()) {
        Rest.Answer answer = instance.rest().page("/readyz");
        assertEquals(200, answer.status());
        assertTrue(answer.text().contains("degraded"), answer.text());
        Rest.User ann = instance.rest().guest("Ann");
        try (WsClient session = WsClient.connect(instance.port(), ann)) {
          assertEquals("joined", session.join("general").getString("type"));
          assertEquals("ack", session.say("general", "k1", "hello").getString("type"));
          redis.restartEmpty();
          Eventually.within(SOON, () -> {
            String text = instance.rest().page("/readyz").text();
            return text.contains("degraded") ? text : null;
          });
          Eventually.within(SOON, () -> {
            Object channels = redis.cli("PUBSUB", "CHANNELS", "hubbub:room:*");
            return List.of("hubbub:room:{general}").equals(channels) ? null : "only " + channels;
          });
        }
      }
    }
  }

  @Test
  void withoutItsDatabaseItEndsWithTwoAndNamesTheKeyButNotThePassword() {
    try (TcpProxy nowhere = TcpProxy.to(1)) {
      nowhere.refuse();
      String url = "postgresql://hubbub:of-no-use-to-you@127.0.0.1:" + nowhere.port() + "/hubbub";
      try (HubbubProcess instance = HubbubProcess.configured(new JsonObject()
          .put("database", new JsonObject().put("url", url).put("wait_seconds", 2)))) {
        instance.launch();
        assertEquals(2, instance.exitCode(SOON));
        assertTrue(instance.output().contains("database.url"), instance.output());
        assertFalse(instance.output().contains("of-no-use-to-you"), instance.output());
      }
    }
  }

  @Test
  void aDatabaseThatAcceptsAndSaysNothingEndsItWithTwo() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        HubbubProcess instance = HubbubProcess.configured(new JsonObject()
            .put(
                "database",
                new JsonObject()
                    .put("url", "postgresql://u:p@127.0.0.1:" + silent.getLocalPort() + "/db")
                    .put("wait_seconds", 1)))) {
      instance.launch();
      assertEquals(2, instance.exitCode(SOON));
      assertTrue(instance.output().contains("database.url"), instance.output());
    }
  }

  @Test
  void credentialsThatAreRefusedEndItWithTwo() {
    String url = TestServices.postgres().replaceFirst("://([^:]+):[^@]+@", "://$1:wrong-password@");
    try (HubbubProcess instance = HubbubProcess.configured(new JsonObject()
        .put("database", new JsonObject().put("url", url).put("wait_seconds", 2)))) {
      instance.launch();
      assertEquals(2, instance.exitCode(SOON));
      assertTrue(instance.output().contains("database.url"), instance.output());
      assertFalse(instance.output().contains("wrong-password"), instance.output());
    }
  }

  @Test
  void inProductionAnUnfitSecretEndsItWithTwoAndIsNotShown() {
    JsonObject auth = new JsonObject().put("secret", "only-thirty-one-bytes-of-secret");
    try (HubbubProcess instance =
        HubbubProcess.configured(new JsonObject().put("profile", "production").put("auth", auth))) {
      instance.launch();
      assertEquals(2, instance.exitCode(SOON));
      assertTrue(instance.output().contains("auth.secret"), instance.output());
      assertFalse(instance.output().contains("thirty-one"), instance.output());
    }
  }

  @Test
  void aPortThatIsTakenEndsItWithTwoAndNamesTheKey() {
    try (TcpProxy taken = TcpProxy.to(1);
        HubbubProcess instance = HubbubProcess.configured(
            new JsonObject().put("http", new JsonObject().put("port", taken.port())))) {
      instance.launch();
      assertEquals(2, instance.exitCode(SOON));
      assertTrue(instance.output().contains("http.port"), instance.output());
    }
  }
}
