package dev.hubbub.load;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.load.Glance.Kind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlanceTest {
  private final Glance glance = new Glance("load-1-", "load.1.");

  @Test
  void aMessageIsFoundWithItsRoomSeqAndNumber() {
    at(
        "{'type':'message','room':'load-1-7','seq':42,'ts':9,'from':'a','key':'load.1.13','text':'x'}");
    assertAll(
        () -> assertEquals(Kind.MESSAGE, glance.kind()),
        () -> assertEquals(7, glance.room()),
        () -> assertEquals(42, glance.seq()),
        () -> assertEquals(13, glance.number()));
  }

  @Test
  void whatSomebodyWroteIsTakenForNoField() {
    at(
        "{'text':'\\'seq\\':1,\\'key\\':\\'load.1.9\\'','seq':5,'key':'k','room':'load-1-0','type':'message'}");
    assertAll(
        () -> assertEquals(5, glance.seq()),
        () -> assertEquals(-1, glance.number()),
        () -> assertEquals(0, glance.room()));
  }

  @Test
  void anAckTellsWhetherItIsTheFirst() {
    at(
        "{'type':'ack','id':'3','room':'load-1-0','seq':2,'ts':1,'key':'load.1.3','duplicate':true}");
    assertEquals(Kind.ACK, glance.kind());
    assertEquals(3, glance.number());
    assertTrue(glance.duplicate());
  }

  @Test
  void aRoomOfOthersHasNoNumber() {
    at("{'type':'message','room':'load-2-7','seq':1,'ts':9,'from':'a','text':'x'}");
    assertEquals(-1, glance.room());
  }

  @ParameterizedTest
  @CsvSource({
    "message,MESSAGE",
    "member,OTHER_EVENT",
    "room,OTHER_EVENT",
    "edit,OTHER_EVENT",
    "delete,OTHER_EVENT",
    "reaction,OTHER_EVENT",
    "ack,ACK",
    "hello,HELLO",
    "joined,JOINED",
    "error,ERROR",
    "bye,BYE",
    "receipt,SIGNAL",
    "history,SIGNAL",
    "presence,SIGNAL",
    "inbox,SIGNAL"
  })
  void everyTypeIsKnown(String type, Kind kind) {
    at("{'type':'" + type + "','room':'load-1-0','seq':1}");
    assertEquals(kind, glance.kind());
  }

  private void at(String frame) {
    byte[] bytes = frame.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    glance.at(bytes, bytes.length);
  }
}
