package dev.hubbub.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hubbub.bus.LocalBus;
import dev.hubbub.hub.PresenceClient;
import dev.hubbub.hub.Renewed;
import dev.hubbub.room.Event;
import dev.hubbub.room.Rooms;
import dev.hubbub.room.Rooms.Membership;
import dev.hubbub.testing.Loops;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ResidentsTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final long HERE_MS = 30_000;
  private static final long HOUR_MS = 3_600_000;

  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final BlockingQueue<Promise<List<Membership>>> asked = new LinkedBlockingQueue<>();
  private final BlockingQueue<List<Residents.Settled>> settled = new LinkedBlockingQueue<>();
  private final Residents residents =
      new Residents(vertx, store(), new PresenceClient(vertx), 0, new Residents.Surroundings() {
        @Override
        public void inhabited(String room) {}

        @Override
        public void deserted(String room) {}

        @Override
        public void settled(Resident resident, List<Residents.Settled> rooms) {
          settled.add(rooms);
        }
      });

  /** Somebody who came half a minute ago. */
  private static final class Visitor extends SilentSession {
    private final long began = System.currentTimeMillis() - HERE_MS;

    @Override
    public long began() {
      return began;
    }
  }

  /** Answers when and as the test wants. */
  private Rooms store() {
    return (Rooms) Proxy.newProxyInstance(
        Rooms.class.getClassLoader(), new Class<?>[] {Rooms.class}, (store, method, given) -> {
          Promise<List<Membership>> answer = Promise.promise();
          asked.add(answer);
          return answer.future();
        });
  }

  private static Membership membership(String room, @Nullable Long newsMs) {
    return new Membership(1, room, 2, true, 7, newsMs);
  }

  private Promise<List<Membership>> question() throws InterruptedException {
    return await(asked);
  }

  private static <T> T await(BlockingQueue<T> what) throws InterruptedException {
    T one = what.poll(10, TimeUnit.SECONDS);
    if (one == null) {
      throw new AssertionError("Nothing came within 10 s");
    }
    return one;
  }

  private void onLoop(Runnable what) {
    Loops.run(loop, what, SOON);
  }

  @BeforeEach
  void recordsTravelByReference() {
    LocalBus.install(vertx);
  }

  @AfterEach
  void close() {
    var unused = Loops.await(vertx.close(), SOON);
  }

  @Test
  void toWhoComesIsNewsWhatWasSaidSinceTheyCame() throws Exception {
    onLoop(() -> residents.entered(new Visitor()));
    question()
        .complete(List.of(
            membership("said since", HERE_MS / 2),
            membership("said before", HERE_MS + HOUR_MS),
            membership("read", null)));
    assertEquals(
        List.of(
            new Residents.Settled("said since", 7, true),
            new Residents.Settled("said before", 7, false),
            new Residents.Settled("read", 7, false)),
        await(settled));
  }

  @Test
  void toWhoComesIsNewsWhatIsSaidWhileTheStoreIsAsked() throws Exception {
    onLoop(() -> residents.entered(new Visitor()));
    Promise<List<Membership>> question = question();
    onLoop(() -> residents.heard(
        new Event.Message("lively", 8, 0, "bob", null, "hello", null, List.of(), null)));
    question.complete(List.of(membership("lively", null), membership("quiet", null)));
    assertEquals(
        List.of(new Residents.Settled("lively", 7, true), new Residents.Settled("quiet", 7, false)),
        await(settled));
  }

  @Test
  void aRoomThatSomebodyIsAMemberOfLaterIsNews() throws Exception {
    onLoop(() -> residents.entered(new Visitor()));
    question().complete(List.of(membership("first", null)));
    assertEquals(List.of(new Residents.Settled("first", 7, false)), await(settled));
    onLoop(() -> residents.heard(new Renewed("ann")));
    question().complete(List.of(membership("first", null), membership("later", null)));
    assertEquals(List.of(new Residents.Settled("later", 7, true)), await(settled));
  }
}
