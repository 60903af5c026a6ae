package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.TestServices;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * What is answered alike takes alike long: medians of tries that take turns, so that a busy machine is as busy for all of
 * them, and looked at again before anybody is blamed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class TellNothingByTimeIT {
  private static final String PASSWORD = "a-good-password";
  private static final int ROUNDS = 3;
  private static final int TRIES = 200;

  /** TRAPS: 20 ms over 200 tries of each. */
  private static final Duration NOISE = Duration.ofMillis(20);

  private final HubbubProcess server = HubbubProcess.configured(new JsonObject()
          .put("database", new JsonObject().put("url", TestServices.postgres()))
          .put("limits", new JsonObject().put("logins_per_minute", 0)))
      .start();
  private final Set<String> answers = new HashSet<>();

  @AfterAll
  void close() {
    server.close();
  }

  @Test
  void aPrivateRoomAndAMissingOne() {
    Rest owner = server.rest().as(server.rest().guest("Owner"));
    Rest stranger = server.rest().as(server.rest().guest("Stranger"));
    JsonObject wish = new JsonObject().put("name", "Hidden").put("visibility", "private");
    String room = owner.post("/rooms", wish).expect(201).getString("id");
    for (int i = 0; i < 300; i++) {
      JsonObject said = new JsonObject().put("text", "message " + i);
      assertEquals(201, owner.post("/rooms/" + room + "/messages", said).status());
    }
    String missing = room.substring(1) + (room.charAt(0) == 'a' ? 'b' : 'a');
    for (String path : List.of("", "/log", "/members")) {
      assertAlike(
          List.of(
              () -> stranger.get("/rooms/" + room + path),
              () -> stranger.get("/rooms/" + missing + path)),
          404);
    }
  }

  @Test
  void anUnknownNameAWrongPasswordAndADisabledAccount() {
    Rest.User alice = server.rest().register("alice", PASSWORD);
    Rest.User shut = server.rest().register("shut-out", PASSWORD);
    assertEquals(0, server.user("", "disable", shut.username()).status());
    assertAlike(
        List.of(
            () -> login("nobody-of-that-name", PASSWORD),
            () -> login(alice.username(), "not-the-password"),
            () -> login(shut.username(), PASSWORD)),
        401);
  }

  private Rest.Answer login(String username, String password) {
    return server
        .rest()
        .post("/auth/login", new JsonObject().put("username", username).put("password", password));
  }

  private void assertAlike(List<Supplier<Rest.Answer>> ways, int status) {
    answers.clear();
    List<Long> medians = List.of();
    for (int round = 0; round < ROUNDS; round++) {
      medians = medians(ways, status);
      long spread = medians.stream().mapToLong(Long::longValue).max().orElse(0)
          - medians.stream().mapToLong(Long::longValue).min().orElse(0);
      if (spread <= NOISE.toNanos()) {
        return;
      }
    }
    fail("Told apart by time: medians of " + medians + " ns");
  }

  private List<Long> medians(List<Supplier<Rest.Answer>> ways, int status) {
    List<List<Long>> taken =
        ways.stream().map(way -> (List<Long>) new ArrayList<Long>()).toList();
    for (int i = 0; i < TRIES; i++) {
      for (int way = 0; way < ways.size(); way++) {
        long began = System.nanoTime();
        Rest.Answer answer = ways.get(way).get();
        taken.get(way).add(System.nanoTime() - began);
        assertEquals(status, answer.status());
        answers.add(answer.text());
        assertEquals(1, answers.size(), answers::toString);
      }
    }
    return taken.stream()
        .map(times -> times.stream().sorted().toList().get(times.size() / 2))
        .toList();
  }
}
