package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.WsClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A restore of an older backup, and a new epoch after it and while a server runs. */
@Timeout(120)
class NewEpochIT {
  @TempDir
  private Path directory = Path.of("");

  @Test
  void afterARestoreEveryClientStartsAfreshAndSeesNoMixedHistory() throws Exception {
    Path data = directory.resolve("data");
    try (HubbubProcess server = HubbubProcess.configured(
        new JsonObject().put("data", new JsonObject().put("dir", data.toString())))) {
      server.launch();
      server.awaitReady();
      Rest.User ann = server.rest().guest("Ann");
      String epoch;
      try (WsClient session = WsClient.connect(server.port(), ann)) {
        epoch = session.join("general").getString("epoch");
        assertTrue(say(session, "kept", 60) > 0);
      }
      server.stop();
      Path kept = Files.copy(
          data.resolve("hubbub.db"),
          directory.resolve("backup.db"),
          StandardCopyOption.REPLACE_EXISTING);
      server.launch();
      server.awaitReady();
      long seen;
      try (WsClient session = WsClient.connect(server.port(), ann)) {
        assertEquals("joined", session.join("general").getString("type"));
        seen = say(session, "lost", 3);
      }
      server.stop();
      Path restored =
          Files.copy(kept, data.resolve("hubbub.db"), StandardCopyOption.REPLACE_EXISTING);
      assertTrue(Files.exists(restored));
      HubbubProcess.Command begun = server.run("new-epoch", "--yes");
      assertEquals(0, begun.status(), begun.output());
      server.launch();
      server.awaitReady();
      try (WsClient other = WsClient.connect(server.port(), server.rest().guest("Bob"));
          WsClient session = WsClient.connect(server.port(), ann)) {
        assertEquals("joined", other.join("general").getString("type"));
        assertTrue(say(other, "new", 9) > 0);
        JsonObject joined = resume(session, seen, epoch);
        assertFalse(joined.getBoolean("recovered"), joined.encode());
        assertNotEquals(epoch, joined.getString("epoch"));
        List<String> texts = texts(joined);
        assertEquals(50, texts.size());
        assertEquals("new 8", texts.get(49));
        assertFalse(texts.stream().anyMatch(text -> text.startsWith("lost")), texts.toString());

        begun = server.run("new-epoch", "--yes");
        assertEquals(0, begun.status(), begun.output());
        JsonObject again = session.await(frame -> "joined".equals(frame.getString("type"))
            && !joined.getString("epoch").equals(frame.getString("epoch")));
        assertFalse(again.getBoolean("recovered"), again.encode());
        assertEquals(texts, texts(again));
        assertTrue(say(other, "after", 1) > 0);
        assertEquals(
            again.getLong("seq") + 1,
            session.await(frame -> "after 0".equals(frame.getString("text"))).getLong("seq"));
      }
    }
  }

  private static JsonObject resume(WsClient session, long since, String epoch) {
    session.send(new JsonObject()
        .put("type", "join")
        .put("room", "general")
        .put("since", since)
        .put("epoch", epoch));
    return session.await(frame -> "joined".equals(frame.getString("type")));
  }

  private static List<String> texts(JsonObject joined) {
    JsonArray events = joined.getJsonArray("events");
    return IntStream.range(0, events.size())
        .mapToObj(i -> events.getJsonObject(i).getString("text"))
        .toList();
  }

  /** Says so many things, and tells the seq of the last. */
  private static long say(WsClient session, String what, int times) {
    long seq = 0;
    for (int i = 0; i < times; i++) {
      session.send(new JsonObject()
          .put("type", "send")
          .put("id", what + i)
          .put("room", "general")
          .put("text", what + " " + i));
      String id = what + i;
      seq = session.await(frame -> id.equals(frame.getString("id"))).getLong("seq");
    }
    return seq;
  }
}
