package dev.hubbub.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hubbub.bus.LocalBus;
import dev.hubbub.hub.PresenceClient;
import dev.hubbub.room.History;
import dev.hubbub.room.History.Place;
import dev.hubbub.room.Rooms;
import dev.hubbub.room.Rooms.Membership;
import dev.hubbub.testing.Loops;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class InboxTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String ROOM = "general";
  private static final String OTHER = "other";

  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final BlockingQueue<Collection<?>> asked = new LinkedBlockingQueue<>();
  private final Promise<Void> known = Promise.promise();
  private final Residents residents = new Residents(
      vertx,
      port(Rooms.class, List.of(membership(ROOM), membership(OTHER))),
      new PresenceClient(vertx),
      0,
      new Residents.Surroundings() {
        @Override
        public void inhabited(String room) {}

        @Override
        public void deserted(String room) {}

        @Override
        public void settled(Resident resident, List<Residents.Settled> rooms) {
          known.complete();
        }
      });
  private final Inbox inbox = new Inbox(
      port(History.class, List.of()),
      residents,
      (session, room) -> false,
      new SignalQueue(vertx),
      System::nanoTime);

  /** Answers everything alike, and takes note of what places were asked about. */
  private <P> P port(Class<P> type, List<?> answer) {
    return type.cast(Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type}, (port, method, given) -> {
          if (method.getName().equals("inbox")) {
            asked.add((Collection<?>) given[0]);
          }
          return Future.succeededFuture(answer);
        }));
  }

  private static Membership membership(String room) {
    return new Membership(1, room, 2, true, 7, null);
  }

  private void onLoop(Runnable what) {
    Loops.run(loop, what, SOON);
  }

  @BeforeEach
  void somebodyIsHere() {
    LocalBus.install(vertx);
    onLoop(() -> residents.entered(new SilentSession() {}));
    var unused = Loops.await(known.future(), SOON);
  }

  @AfterEach
  void close() {
    var unused = Loops.await(vertx.close(), SOON);
  }

  private void askedAboutOnly(String room) throws InterruptedException {
    onLoop(() -> inbox.start(vertx));
    assertEquals(List.of(new Place(room, 1)), asked.poll(10, TimeUnit.SECONDS));
  }

  @Test
  void whatCameBeforeARoomWasHeardIsAskedFor() throws Exception {
    onLoop(() -> {
      inbox.starts(ROOM);
      inbox.knows(ROOM, 9);
      inbox.knows(ROOM, 7);
      inbox.started(ROOM, 8);
    });
    askedAboutOnly(ROOM);
  }

  @Test
  void whereNothingCameBeforeARoomWasHeardNothingIsAsked() throws Exception {
    onLoop(() -> {
      inbox.starts(ROOM);
      inbox.knows(ROOM, 7);
      inbox.started(ROOM, 7);
      inbox.changed(residents.of(OTHER).iterator().next(), OTHER);
    });
    askedAboutOnly(OTHER);
  }

  @Test
  void aRoomThatIsNotHeardYetIsAskedForOnlyThen() throws Exception {
    onLoop(() -> {
      inbox.starts(ROOM);
      inbox.changed(residents.of(ROOM).iterator().next(), ROOM);
      inbox.changed(residents.of(OTHER).iterator().next(), OTHER);
    });
    askedAboutOnly(OTHER);
    onLoop(() -> inbox.started(ROOM, 7));
    assertEquals(List.of(new Place(ROOM, 1)), asked.poll(10, TimeUnit.SECONDS));
  }
}
