package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.example.Clerk;
import dev.hubbub.example.Masking;
import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.WsClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Verticles of others, deployed by the configuration alone: the class path is the jar and theirs. */
@Timeout(120)
class BusDoorIT {
  private static final Path THEIRS = Path.of("target/test-classes").toAbsolutePath();
  private static final Duration SOON = Duration.ofSeconds(30);

  private static HubbubProcess instance(JsonObject... verticles) {
    JsonArray list = new JsonArray();
    for (JsonObject verticle : verticles) {
      list.add(verticle);
    }
    return HubbubProcess.configured(new JsonObject().put("verticles", list)).beside(THEIRS);
  }

  private static JsonObject masking() {
    return new JsonObject()
        .put("name", Masking.class.getName())
        .put("instances", 2)
        .put(
            "config",
            new JsonObject()
                .put("mask", new JsonArray().add("darn"))
                .put("refuse", new JsonArray().add("moist")));
  }

  @Test
  void whatAVerticleMasksIsMaskedForEverybodyAndAResendOfTheOriginalIsADuplicate() {
    try (HubbubProcess instance = instance(masking()).start()) {
      Rest.User ann = instance.rest().register("ann", "a-good-password");
      Rest.User bob = instance.rest().register("bob", "a-good-password");
      try (WsClient one = WsClient.connect(instance.port(), ann);
          WsClient two = WsClient.connect(instance.port(), bob)) {
        assertEquals("joined", one.join("general").getString("type"));
        assertEquals("joined", two.join("general").getString("type"));
        JsonObject ack = one.say("general", "k1", "darn it, DARN it");
        assertEquals("ack", ack.getString("type"), ack.encode());
        for (WsClient each : new WsClient[] {one, two}) {
          JsonObject heard = each.await("message");
          assertEquals("**** it, **** it", heard.getString("text"));
          assertEquals(ack.getLong("seq"), heard.getLong("seq"));
        }
        JsonObject again = one.say("general", "k1", "darn it, DARN it");
        assertEquals(ack.getLong("seq"), again.getLong("seq"));
        assertTrue(again.getBoolean("duplicate"));
        assertEquals("conflict", one.say("general", "k1", "**** it, **** it").getString("code"));

        JsonObject edit = one.ask(new JsonObject()
            .put("type", "edit")
            .put("room", "general")
            .put("target", ack.getLong("seq"))
            .put("text", "oh darn"));
        assertEquals("ack", edit.getString("type"), edit.encode());
        assertEquals("oh ****", two.await("edit").getString("text"));

        JsonObject posted = instance
            .rest()
            .as(bob)
            .post(
                "/rooms/general/messages", new JsonObject().put("text", "darn").put("key", "p"))
            .expect(201);
        assertEquals("****", posted.getString("text"));
        String all = instance.rest().as(ann).log("general").toString().toLowerCase(Locale.ROOT);
        assertFalse(all.contains("darn"), all);
      }
      instance.stop();
      assertFalse(instance.output().contains("darn"), instance.output());
    }
  }

  @Test
  void whatAVerticleRefusesIsForbiddenForItsReasonAndNotKept() {
    try (HubbubProcess instance = instance(masking()).start()) {
      Rest.User ann = instance.rest().register("ann", "a-good-password");
      try (WsClient session = WsClient.connect(instance.port(), ann)) {
        assertEquals("joined", session.join("general").getString("type"));
        JsonObject refused = session.say("general", "k1", "a moist cake");
        assertEquals("forbidden", refused.getString("code"));
        assertEquals("Not in this house.", refused.getString("message"));
        JsonObject unknown = session.say("nowhere", "k1", "a moist cake");
        assertEquals("not_found", unknown.getString("code"));
        assertEquals("ack", session.say("general", "k1", "a dry cake").getString("type"));
        assertEquals("a dry cake", session.await("message").getString("text"));
      }
    }
  }

  @Test
  void aVerticleHearsARoomReadsItAndSpeaksInIt() {
    JsonObject clerk = new JsonObject()
        .put("name", Clerk.class.getName())
        .put("config", new JsonObject().put("room", "general").put("user", "clerk"));
    try (HubbubProcess instance = instance(masking(), clerk).start()) {
      Rest.User unused = instance.rest().register("clerk", "a-good-password");
      Rest.User ann = instance.rest().register("ann", "a-good-password");
      Rest.User bob = instance.rest().register("bob", "a-good-password");
      // Nobody follows the room: what is said through this instance is heard all the same.
      JsonObject said = instance
          .rest()
          .as(bob)
          .post("/rooms/general/messages", new JsonObject().put("text", "!count"))
          .expect(201);
      Eventually.within(
          SOON,
          () -> instance.rest().as(ann).log("general").stream()
                  .anyMatch(event -> "1 messages".equals(event.getString("text")))
              ? null
              : "no answer to " + said);
      try (WsClient session = WsClient.connect(instance.port(), ann)) {
        assertEquals("joined", session.join("general").getString("type"));
        JsonObject ack = session.say("general", "k1", "!count");
        JsonObject answer = session.await(frame -> "clerk".equals(frame.getString("from")));
        assertEquals("3 messages", answer.getString("text"));
        assertEquals(ack.getLong("seq"), answer.getLong("reply_to"));
        assertEquals("count-" + ack.getLong("seq"), answer.getString("key"));
      }
    }
  }

  @Test
  void aVerticleThatDoesNotStartEndsItWithTwoAndNamesTheKey() {
    try (HubbubProcess instance =
        instance(masking(), new JsonObject().put("name", "org.example.NotThere"))) {
      instance.launch();
      assertEquals(2, instance.exitCode(SOON));
      assertTrue(instance.output().contains("verticles[1]"), instance.output());
      assertTrue(instance.output().contains("org.example.NotThere"), instance.output());
    }
  }
}
