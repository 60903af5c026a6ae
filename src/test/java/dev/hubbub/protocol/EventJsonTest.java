package dev.hubbub.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hubbub.room.Event;
import dev.hubbub.room.Event.Change;
import dev.hubbub.room.Role;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTest {
  private static final String MESSAGE =
      "{\"type\":\"message\",\"room\":\"general\",\"seq\":7,\"ts\":1700000000000,\"from\":\"alice\",";

  private static final String MEMBER =
      "{\"type\":\"member\",\"room\":\"general\",\"seq\":8,\"ts\":1700000000001,\"from\":\"bob\",";

  @Test
  void aMessageIsAFrameWithItsFieldsInOrder() throws MalformedEvent {
    Event event = new Event.Message("general", 7, 1_700_000_000_000L, "alice", "k-1", "hé 👍", 3L);
    String frame = MESSAGE + "\"key\":\"k-1\",\"text\":\"hé 👍\",\"reply_to\":3}";
    assertEquals(frame, new String(EventJson.encode(event), UTF_8));
    assertEquals(event, EventJson.decode(frame));
  }

  @Test
  void whatIsAbsentIsLeftOut() throws MalformedEvent {
    Event event = new Event.Message("general", 7, 1_700_000_000_000L, "alice", null, "hello", null);
    String frame = MESSAGE + "\"text\":\"hello\"}";
    assertEquals(frame, new String(EventJson.encode(event), UTF_8));
    assertEquals(event, EventJson.decode(frame));
  }

  @Test
  void aMembershipIsAFrameInTheProtocolsSpelling() throws MalformedEvent {
    Event joined = new Event.Member(
        "general", 8, 1_700_000_000_001L, "bob", null, "bob", Change.JOINED, Role.MEMBER);
    String frame = MEMBER + "\"user\":\"bob\",\"change\":\"joined\",\"role\":\"member\"}";
    assertEquals(frame, new String(EventJson.encode(joined), UTF_8));
    assertEquals(joined, EventJson.decode(frame));

    Event kicked =
        new Event.Member("general", 8, 1_700_000_000_001L, "bob", null, "eve", Change.KICKED, null);
    String shorter = MEMBER + "\"user\":\"eve\",\"change\":\"kicked\"}";
    assertEquals(shorter, new String(EventJson.encode(kicked), UTF_8));
    assertEquals(kicked, EventJson.decode(shorter));
  }

  @Test
  void aPublishedFrameSaysOfWhichEpochItIs() throws MalformedEvent {
    Event event = new Event.Message("general", 7, 1_700_000_000_000L, "alice", null, "hello", null);
    byte[] frame = EventJson.published(EventJson.encode(event), "e1");
    assertEquals(MESSAGE + "\"text\":\"hello\",\"epoch\":\"e1\"}", new String(frame, UTF_8));
    assertEquals(new EventJson.Published(event, "e1"), EventJson.decodePublished(frame));
    assertEquals(
        new EventJson.Published(event, null), EventJson.decodePublished(EventJson.encode(event)));
  }

  @Test
  void anyEventComesBackEqual() throws MalformedEvent {
    for (long seed = 0; seed < 2_000; seed++) {
      Event event = new Randomly(seed).event();
      byte[] frame = EventJson.encode(event);
      assertEquals(event, EventJson.decode(frame), "seed " + seed);
      assertEquals(event.seq(), new JsonObject(new String(frame, UTF_8)).getLong("seq"));
    }
  }

  @Test
  void fieldsOfLaterVersionsArePassedOverWhereverTheyStand() throws MalformedEvent {
    String frame = "{\"v\":[{\"deep\":[1,2,{}]}],\"text\":\"hello\",\"pinned\":null,"
        + MESSAGE.substring(1)
        + "\"votes\":{\"👍\":[\"bob\"]},\"x\":1e400}";
    assertEquals(
        new Event.Message("general", 7, 1_700_000_000_000L, "alice", null, "hello", null),
        EventJson.decode(frame));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{}",
        MESSAGE + "\"text\":\"hello\"} {}",
        MESSAGE + "\"text\":\"hello\"",
        MESSAGE + "\"text\":null}",
        MESSAGE + "\"text\":5}",
        MESSAGE + "\"text\":[\"hello\"]}",
        MESSAGE + "\"text\":\"\\ud800\"}",
        MESSAGE + "\"key\":\"k\"}",
        MESSAGE + "\"text\":\"hello\",\"reply_to\":\"3\"}",
        MESSAGE + "\"text\":\"hello\",\"reply_to\":9223372036854775808}",
        MESSAGE + "\"text\":\"hello\",\"seq\":0}",
        MESSAGE + "\"text\":\"hello\",\"seq\":1.5}",
        MESSAGE + "\"text\":\"hello\",\"type\":\"shout\"}",
        "{\"type\":\"message\",\"room\":\"general\",\"seq\":7,\"ts\":1,\"text\":\"no from\"}",
        "{\"type\":\"message\",\"room\":\"general\",\"ts\":1,\"from\":\"a\",\"text\":\"no seq\"}",
        "{\"type\":\"message\",\"seq\":7,\"ts\":1,\"from\":\"a\",\"text\":\"no room\"}",
        MEMBER + "\"user\":\"bob\",\"change\":\"joined\"}",
        MEMBER + "\"user\":\"bob\",\"change\":\"vanished\"}",
        MEMBER + "\"user\":\"bob\",\"change\":\"role\",\"role\":\"king\"}",
        MEMBER + "\"change\":\"left\"}",
      })
  void whatIsNoEventIsRefused(String frame) {
    assertThrows(MalformedEvent.class, () -> EventJson.decode(frame));
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    byte[] frame = (MESSAGE + "\"text\":\"?\"}").getBytes(UTF_8);
    frame[frame.length - 3] = (byte) 0xFF;
    assertThrows(MalformedEvent.class, () -> EventJson.decode(frame));
  }
}
