package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.config.ConfigReader;
import dev.hubbub.config.Reading;
import dev.hubbub.config.Sources;
import dev.hubbub.example.Clerk;
import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.Loops;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.WsClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The event bus of a whole instance in this JVM, as a verticle of somebody else's sees it. */
@Timeout(120)
class BusDoorTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String APPEND = "hubbub.history.append";
  private static final String PAGE = "hubbub.history.page";

  private final Vertx vertx = Vertx.vertx();
  private final EventBus bus = vertx.eventBus();
  private Application.Running running = new NotYet();

  @BeforeEach
  void start(@TempDir Path data) {
    String clerk = new JsonArray()
        .add(new JsonObject()
            .put("name", Clerk.class.getName())
            .put("config", new JsonObject().put("room", "none").put("user", "none")))
        .encode();
    Map<String, String> arguments = Map.of(
        "data.dir", data.toString(), "http.port", "0", "verticles", clerk, "limits.text", "40");
    Reading.Sound read = assertInstanceOf(
        Reading.Sound.class, ConfigReader.read(new Sources(null, Map.of(), arguments)));
    running = Loops.await(new Server().start(vertx, read.config()), SOON);
    for (String name : List.of("ann", "bob")) {
      Rest.User unused = rest().register(name, "a-good-password");
    }
  }

  @AfterEach
  void stop() {
    Void unused = Loops.await(vertx.close(), SOON);
  }

  @Test
  void whatIsAppendedIsKeptAndNumberedLikeAllElse() {
    JsonObject said = append(message("ann", "hello").put("key", "k"));
    assertFalse(said.getBoolean("duplicate"));
    assertTrue(said.getLong("ts") > 0);
    JsonObject again = append(message("ann", "hello").put("key", "k"));
    assertEquals(said.copy().put("duplicate", true), again);
    long target = said.getLong("seq");
    JsonObject edit = about("edit", "ann", target).put("text", "bye");
    assertEquals(target + 1, append(edit).getLong("seq"));
    JsonObject reaction = about("reaction", "bob", target).put("emoji", "👍").put("on", true);
    assertEquals(target + 2, append(reaction).getLong("seq"));
    assertEquals(
        target + 3, append(message("bob", "re").put("reply_to", target)).getLong("seq"));

    JsonObject page = ask(PAGE, new JsonObject().put("room", "general"));
    assertEquals(false, page.getBoolean("more"));
    JsonObject first = page.getJsonArray("events").getJsonObject(0);
    assertEquals("bye", first.getString("text"));
    assertEquals(new JsonArray().add("bob"), first.getJsonObject("reactions").getJsonArray("👍"));
    assertEquals(target, page.getJsonArray("events").getJsonObject(1).getLong("reply_to"));

    assertEquals(target + 4, append(about("delete", "ann", target)).getLong("seq"));
    page = ask(PAGE, new JsonObject().put("room", "general").put("limit", 1));
    assertEquals(true, page.getBoolean("more"));
    page = ask(PAGE, new JsonObject().put("room", "general").put("before", target + 1));
    assertEquals(true, page.getJsonArray("events").getJsonObject(0).getBoolean("deleted"));
  }

  @Test
  void whatIsRefusedFailsWithStatusAndCode() {
    JsonObject unused = append(message("ann", "hello").put("key", "k"));
    String room = rest().as(rest().login("ann", "a-good-password")).newRoom("Anns");
    assertFails(400, "bad_request", APPEND, "text");
    assertFails(400, "bad_request", APPEND, new JsonObject());
    assertFails(400, "bad_request", APPEND, message("ann", "hello").put("type", "member"));
    assertFails(400, "bad_request", APPEND, message("ann", "hello").put("key", "a b"));
    assertFails(400, "bad_request", APPEND, message("ann", "hello").put("reply_to", -1));
    assertFails(400, "bad_request", APPEND, message("ann", " "));
    assertFails(400, "bad_request", APPEND, message("ann", "nul \0"));
    assertFails(400, "bad_request", APPEND, message("ann", "lone \ud800"));
    assertFails(400, "bad_request", APPEND, message("ann", "x").put("from", 7));
    assertFails(404, "not_found", APPEND, message("nobody", "x"));
    assertFails(404, "not_found", APPEND, message("no such name", "x"));
    assertFails(404, "not_found", APPEND, message("ann", "x").put("room", "nowhere"));
    assertFails(404, "not_found", APPEND, message("ann", "x").put("room", "No Room"));
    assertFails(403, "forbidden", APPEND, message("bob", "x").put("room", room));
    assertFails(409, "conflict", APPEND, message("ann", "other").put("key", "k"));
    assertFails(413, "too_large", APPEND, message("ann", "x".repeat(41)));
    assertFails(
        400, "bad_request", PAGE, new JsonObject().put("room", "general").put("limit", 201));
    assertFails(
        400,
        "bad_request",
        PAGE,
        new JsonObject().put("room", "general").put("before", 1).put("after", 1));
    assertFails(404, "not_found", PAGE, new JsonObject().put("room", "nowhere"));
    assertFalse(append(message("ann", "x".repeat(40))).getBoolean("duplicate"));
  }

  @Test
  void whatIsAppendedWithoutWaitingKeepsItsOrder() {
    List<Future<JsonObject>> answers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      answers.add(request(APPEND, message(i % 2 == 0 ? "ann" : "bob", "m" + i)));
    }
    long first = Loops.await(answers.get(0), SOON).getLong("seq");
    for (int i = 0; i < answers.size(); i++) {
      assertEquals(first + i, Loops.await(answers.get(i), SOON).getLong("seq"));
    }
  }

  @Test
  void aRoomIsHeardWithItsSignals() {
    Queue<JsonObject> heard = new ConcurrentLinkedQueue<>();
    bus.<JsonObject>consumer("hubbub.room.general", message -> heard.add(message.body()));
    JsonObject alone = append(message("ann", "nobody follows"));
    Rest.User ann = rest().login("ann", "a-good-password");
    try (WsClient session = WsClient.connect(running.port(), ann)) {
      assertEquals("joined", session.join("general").getString("type"));
      JsonObject ack = session.say("general", "k", "hello");
      JsonObject typing =
          new JsonObject().put("type", "typing").put("room", "general").put("on", true);
      assertEquals("ok", session.ask(typing).getString("type"));
      JsonObject expected = typing.copy().put("user", "ann");
      Eventually.within(SOON, () -> heard.contains(expected) ? null : "no typing in " + heard);
      List<Long> messages = heard.stream()
          .filter(event -> "message".equals(event.getString("type")))
          .map(event -> event.getLong("seq"))
          .toList();
      assertEquals(List.of(alone.getLong("seq"), ack.getLong("seq")), messages);
    }
  }

  @Test
  void theAddressesInsideAreNeitherSeenNorReached() {
    Queue<Object> seen = new ConcurrentLinkedQueue<>();
    for (String address : List.of("history", "rooms", "accounts", "presence", "hub.0", "hub.1")) {
      bus.consumer(address, (Message<Object> message) -> seen.add(message.body()));
      bus.send(address, new JsonObject().put("type", "nothing"));
    }
    for (int i = 0; i < 20; i++) {
      JsonObject unused = append(message("ann", "m" + i));
    }
    Eventually.within(SOON, () -> seen.size() == 6 ? null : "only " + seen);
    assertTrue(seen.stream().allMatch(JsonObject.class::isInstance), seen.toString());
  }

  private Rest rest() {
    return Rest.at(running.port());
  }

  private static JsonObject message(String from, String text) {
    return new JsonObject()
        .put("type", "message")
        .put("room", "general")
        .put("from", from)
        .put("text", text);
  }

  private static JsonObject about(String type, String from, long target) {
    return new JsonObject()
        .put("type", type)
        .put("room", "general")
        .put("from", from)
        .put("target", target);
  }

  private JsonObject append(JsonObject body) {
    return ask(APPEND, body);
  }

  private JsonObject ask(String address, JsonObject body) {
    return Loops.await(request(address, body), SOON);
  }

  private Future<JsonObject> request(String address, Object body) {
    return bus.<JsonObject>request(address, body).map(Message::body);
  }

  private void assertFails(int status, String code, String address, Object body) {
    ReplyException failure = assertThrows(
        ReplyException.class, () -> Loops.await(request(address, body), SOON), body.toString());
    assertEquals(status, failure.failureCode(), body.toString());
    assertTrue(String.valueOf(failure.getMessage()).contains(code + ": "), failure.getMessage());
  }

  /** Before the start. */
  private static final class NotYet implements Application.Running {
    @Override
    public int port() {
      throw new IllegalStateException("not started");
    }

    @Override
    public Future<Void> drain() {
      return Future.succeededFuture();
    }
  }
}
