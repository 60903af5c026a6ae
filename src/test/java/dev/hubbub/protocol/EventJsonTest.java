package dev.hubbub.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hubbub.room.Event;
import org.junit.jupiter.api.Test;

class EventJsonTest {
  @Test
  void aMessageIsAFrameWithItsFieldsInOrder() throws MalformedEvent {
    Event event = new Event.Message("general", 7, 1_700_000_000_000L, "alice", "k-1", "hé 👍", 3L);
    byte[] frame = EventJson.encode(event);
    assertEquals(
        "{\"type\":\"message\",\"room\":\"general\",\"seq\":7,\"ts\":1700000000000,"
            + "\"from\":\"alice\",\"key\":\"k-1\",\"text\":\"hé 👍\",\"reply_to\":3}",
        new String(frame, UTF_8));
    assertEquals(event, EventJson.decode(frame));
  }
}
