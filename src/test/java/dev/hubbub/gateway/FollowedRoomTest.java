package dev.hubbub.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.hubbub.config.TracingConfig;
import dev.hubbub.hub.Told;
import dev.hubbub.ops.Metrics;
import dev.hubbub.ops.Trails;
import dev.hubbub.protocol.CloseCode;
import dev.hubbub.protocol.EventJson;
import dev.hubbub.protocol.Push;
import dev.hubbub.room.Event;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FollowedRoomTest {
  private final Vertx vertx = Vertx.vertx();
  private final Metrics metrics = new Metrics("test");
  private final FollowedRoom room = new FollowedRoom(vertx, metrics.deliveries());
  private final Listener ann = new Listener();
  private final Listener bob = new Listener();

  /** Keeps the numbers it is told, and is told nothing else. */
  private static final class Listener extends SilentSession {
    private final List<Long> told = new ArrayList<>();

    @Override
    public void push(Batch batch) {
      batch.events().forEach(event -> told.add(event.seq()));
    }

    @Override
    public void tell(Push push) {
      fail("no answer");
    }

    @Override
    public void restart(String room) {
      fail("not by the room");
    }

    @Override
    public void close(CloseCode code) {
      fail("no end: " + code);
    }

    @Override
    public void end(CloseCode code) {
      fail("no end: " + code);
    }
  }

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void whoFollowsIsToldWhatComesAfterTheHead() {
    enter(ann, 2);
    say(2, 3);
    say(4);
    assertEquals(List.of(3L, 4L), ann.told);
  }

  @Test
  void whatComesBeforeTheHeadIsKnownIsToldThen() {
    room.expect(ann);
    say(3);
    say(4);
    assertEquals(List.of(), ann.told);
    room.admit(ann, 3, gone -> fail("nobody"));
    assertEquals(List.of(4L), ann.told);
  }

  @Test
  void afterTheNumberingIsOverNobodyIsToldAnythingBeforeTheyHaveAskedWhereItStarts() {
    enter(ann, 2);
    room.restart();
    say(3);
    assertEquals(List.of(), ann.told);
    assertFalse(room.isIn(ann));
    assertEquals(List.of(), room.listeners());
    assertTrue(room.has(ann));
    enter(ann, 3);
    say(4);
    assertEquals(List.of(4L), ann.told);
  }

  @Test
  void whoIsAboutToFollowWhenTheNumberingEndsIsToldWhatIsOfTheNextOnly() {
    enter(ann, 2);
    room.expect(bob);
    say(3, 4);
    room.restart();
    say(3);
    room.admit(bob, 2, gone -> fail("nobody"));
    assertEquals(List.of(3L), bob.told);
    assertEquals(List.of(3L, 4L), ann.told);
  }

  private void enter(Session session, long head) {
    room.expect(session);
    room.admit(session, head, gone -> fail("nobody"));
  }

  private void say(long... seqs) {
    List<Event> events = LongStream.of(seqs)
        .<Event>mapToObj(seq -> new Event.Message("general", seq, 1, "eve", null, "hello", null))
        .toList();
    Trails trails = new Trails("i1", new TracingConfig(10, null), null);
    room.tell(
        new Told(
            "general",
            events,
            events.stream().map(EventJson::encode).toList(),
            events.stream().map(trails::of).toList()),
        gone -> fail("nobody"));
    room.flush();
  }
}
