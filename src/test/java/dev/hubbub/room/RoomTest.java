package dev.hubbub.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomTest {
  private final Room room = new Room("general", "e1", 10);

  static Event event(long seq) {
    return new Event.Message("general", seq, 1_000 + seq, "alice", null, "text " + seq, null);
  }

  private List<Long> deliver(long... seqs) {
    List<Long> out = new ArrayList<>();
    for (long seq : seqs) {
      room.deliver(event(seq)).forEach(event -> out.add(event.seq()));
    }
    return out;
  }

  @Test
  void whatComesInOrderGoesOutAtOnce() {
    assertEquals(List.of(11L, 12L, 13L), deliver(11, 12, 13));
    assertFalse(room.behind());
  }

  @Test
  void whatCameBeforeComesOutNoMore() {
    assertEquals(List.of(11L), deliver(11, 11, 10, 3));
  }

  @Test
  void whatComesTooEarlyWaitsForThoseBeforeIt() {
    assertEquals(List.of(), deliver(13, 12));
    assertTrue(room.behind());
    assertEquals(List.of(11L, 12L, 13L), deliver(11));
    assertFalse(room.behind());
  }

  @Test
  void aHeadThatNobodyToldOfIsMissed() {
    room.learn(12);
    assertTrue(room.behind());
    assertEquals(List.of(11L, 12L), deliver(11, 12));
    assertFalse(room.behind());
  }

  @Test
  void theHeldOnesAreBoundedAndTheForgottenOnesStayMissed() {
    for (long seq = 12; seq < 12 + Room.MOST_HELD + 5; seq++) {
      assertEquals(List.of(), deliver(seq));
    }
    assertEquals(Room.MOST_HELD + 1, deliver(11).size());
    assertTrue(room.behind());
    assertEquals(12L + Room.MOST_HELD, room.next());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aShuffledAndDoubledFeedComesOutOnceAndInOrder(long seed) {
    List<Long> feed = new ArrayList<>();
    for (long seq = 11; seq <= 210; seq++) {
      feed.add(seq);
      feed.add(seq);
    }
    Collections.shuffle(feed, new Random(seed));
    List<Long> out = deliver(feed.stream().mapToLong(Long::longValue).toArray());
    assertEquals(LongStream.rangeClosed(11, 210).boxed().toList(), out);
  }
}
