package dev.hubbub.room;

import dev.hubbub.testing.Loops;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link Broker} does while its link holds. */
public abstract class BrokerContract {
  private final String room = "room-" + UUID.randomUUID();
  private final String other = "other-" + UUID.randomUUID();

  /** A further instance on the same medium. */
  protected abstract Broker attach(Broker.Listener listener);

  /** A message of {@code room}. */
  public static Event.Message message(String room, long seq) {
    return new Event.Message(
        room, seq, 1_700_000_000_000L + seq, "alice", "k" + seq, "say \"👋\"\n" + seq, null);
  }

  /** Subscribes, and waits until it holds. */
  protected static void subscribe(Broker broker, String room) {
    var unused = Loops.await(broker.subscribe(room).map("done"), Duration.ofSeconds(10));
  }

  @Test
  void whatOneInstancePublishesEveryOtherHearsAsItIs() {
    BrokerEar second = new BrokerEar();
    BrokerEar third = new BrokerEar();
    Broker publisher = attach(new BrokerEar());
    subscribe(attach(second), room);
    subscribe(attach(third), room);
    Event said = new Event.Message(room, 7, 1_700_000_000_000L, "alice", null, "hi 👋", 3L);
    Event joined = new Event.Member(
        room, 8, 1_700_000_000_001L, "bob", null, "bob", Event.Change.JOINED, Role.MEMBER);
    publisher.publish(said, "e1");
    publisher.publish(joined, "e1");
    for (BrokerEar ear : List.of(second, third)) {
      ear.expect(said);
      ear.expect(joined);
    }
  }

  @Test
  void anInstanceDoesNotHearItself() {
    BrokerEar first = new BrokerEar();
    BrokerEar second = new BrokerEar();
    Broker a = attach(first);
    Broker b = attach(second);
    subscribe(a, room);
    subscribe(b, room);
    a.publish(message(room, 1), "e1");
    second.expect(message(room, 1));
    b.publish(message(room, 2), "e1");
    first.expect(message(room, 2));
  }

  @Test
  void aRoomThatIsNotSubscribedIsNotHeard() {
    BrokerEar ear = new BrokerEar();
    Broker publisher = attach(new BrokerEar());
    subscribe(attach(ear), room);
    publisher.publish(message(other, 1), "e1");
    publisher.publish(message(room, 2), "e1");
    ear.expect(message(room, 2));
  }

  @Test
  void aRoomIsNoLongerHeardOnceUnsubscribed() {
    BrokerEar ear = new BrokerEar();
    Broker publisher = attach(new BrokerEar());
    Broker follower = attach(ear);
    subscribe(follower, room);
    publisher.publish(message(room, 1), "e1");
    ear.expect(message(room, 1));
    follower.unsubscribe(room);
    subscribe(follower, other);
    publisher.publish(message(room, 2), "e1");
    publisher.publish(message(other, 3), "e1");
    ear.expect(message(other, 3));
  }

  @Test
  void aRoomSubscribedTwiceIsHeardOnce() {
    BrokerEar ear = new BrokerEar();
    Broker publisher = attach(new BrokerEar());
    Broker follower = attach(ear);
    subscribe(follower, room);
    subscribe(follower, room);
    publisher.publish(message(room, 1), "e1");
    publisher.publish(message(room, 2), "e1");
    ear.expect(message(room, 1));
    ear.expect(message(room, 2));
  }

  @Test
  void aRoomSubscribedAgainIsHeardAgain() {
    BrokerEar ear = new BrokerEar();
    Broker publisher = attach(new BrokerEar());
    Broker follower = attach(ear);
    subscribe(follower, room);
    follower.unsubscribe(room);
    subscribe(follower, room);
    publisher.publish(message(room, 1), "e1");
    ear.expect(message(room, 1));
  }

  @Test
  void endedLoginsAreToldToTheOtherInstances() {
    BrokerEar first = new BrokerEar();
    BrokerEar second = new BrokerEar();
    Broker a = attach(first);
    Broker b = attach(second);
    a.announceEnded(new Ended(List.of("l1", "l2"), List.of()));
    second.expectEnded(List.of("l1", "l2"));
    b.announceEnded(new Ended(List.of("l3"), List.of()));
    first.expectEnded(List.of("l3"));
  }
}
