package dev.hubbub.redis;

import dev.hubbub.bus.LocalBus;
import dev.hubbub.ops.Failpoint;
import dev.hubbub.ops.InstanceFacts;
import dev.hubbub.ops.Trail;
import dev.hubbub.ops.Trails;
import dev.hubbub.protocol.EventJson;
import dev.hubbub.protocol.MalformedEvent;
import dev.hubbub.protocol.SignalJson;
import dev.hubbub.room.Attending;
import dev.hubbub.room.Broker.Attendance;
import dev.hubbub.room.Ended;
import dev.hubbub.room.Event;
import dev.hubbub.room.Journey;
import dev.hubbub.room.Signal;
import dev.hubbub.room.Spent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.redis.client.RedisOptions;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what verticles say to Redis, and what Redis says to the verticles that asked for it. For the context that made
 * it only.
 */
final class Bridge implements Link.Listener {
  private static final Logger log = LoggerFactory.getLogger(Bridge.class);

  private final Keys keys;
  private final Origin origin;
  private final Trails trails;
  private final LocalBus bus;
  private final Link link;
  private final Outbox outbox;
  private final PlainRelay plain;
  private final Lease lease;
  private final Map<String, String> listenerOfRoom = new HashMap<>();
  private final RareWarning malformed =
      new RareWarning(log, "A message in Redis is none of Hubbub's and is passed over");

  Bridge(Vertx vertx, Context context, RedisBridgeVerticle.Setting setting, RedisOptions options) {
    keys = new Keys(setting.config().prefix());
    origin = new Origin(setting.instanceId());
    trails = setting.trails();
    bus = LocalBus.of(vertx);
    link = new Link(
        vertx,
        setting.config(),
        options,
        keys.probe(setting.instanceId()),
        List.of(keys.probe(setting.instanceId()), keys.control()),
        setting.meters(),
        this);
    outbox = new Outbox(context, keys, link, Outbox.WAITING_BYTES, setting.meters());
    plain = new PlainRelay(link, outbox, bus);
    lease = new Lease(link, keys, setting.instanceId(), setting.facts());
  }

  /** Joins Redis, or begins to try. Fails with {@link RedisRefused} where the credentials are wrong. */
  Future<Void> start() {
    return link.start().compose(tried -> lease.renew()).recover(cause -> {
      RedisRefused refusal = RedisRefused.in(cause);
      return refusal != null && refusal.forCredentials()
          ? link.stop().transform(end -> Future.failedFuture(refusal))
          : Future.succeededFuture();
    });
  }

  /** Renews what this instance says about itself. */
  void renewLease() {
    lease.renew().onComplete(done -> {});
  }

  /** Sends what waits, takes back what this instance said about itself, leaves. */
  Future<Void> stop() {
    return outbox.drained().compose(sent -> lease.release()).eventually(link::stop);
  }

  void publish(Event event, String epoch) {
    Failpoint.BEFORE_PUBLISH.pass();
    byte[] frame = EventJson.encode(event);
    outbox.add(new Outgoing.RoomEvent(
        keys.room(event.room()),
        Buffer.buffer(origin.signed(EventJson.published(frame, epoch))),
        event.room(),
        event.seq(),
        event instanceof Event.Message || changes(event) ? Buffer.buffer(frame) : null,
        changes(event)));
    Trail trail = trails.find(event);
    if (trail != null) {
      trail.published();
    }
  }

  private static boolean changes(Event event) {
    return event instanceof Event.Edit
        || event instanceof Event.Delete
        || event instanceof Event.Reaction;
  }

  void publish(Signal signal) {
    outbox.add(new Outgoing.RoomSignal(
        keys.room(signal.room()), Buffer.buffer(origin.signed(SignalJson.published(signal)))));
  }

  Future<Void> subscribe(String room, String listener) {
    listenerOfRoom.put(room, listener);
    return link.subscribe(keys.room(room));
  }

  void unsubscribe(String room, String listener) {
    if (listenerOfRoom.remove(room, listener)) {
      link.unsubscribe(keys.room(room));
    }
  }

  void announceEnded(Ended ended) {
    control(ControlJson.encode(ended));
  }

  /** Told now or not at all: what was used up long ago is nobody's concern. */
  void announceSpent(List<Spent> spent) {
    if (link.connections() != null) {
      control(ControlJson.encode(spent));
    }
  }

  void announce(Attending attending) {
    control(ControlJson.encode(attending));
  }

  void announceRenewed(String user) {
    control(ControlJson.renewed(user));
  }

  /** Asked now or not at all: nobody waits for a late answer. */
  void inquire(Journey.Inquiry inquiry) {
    if (link.connections() != null) {
      control(ControlJson.encode(inquiry));
    }
  }

  void answer(String inquiry, Journey journey) {
    if (link.connections() != null) {
      control(ControlJson.encode(inquiry, journey));
    }
  }

  void keep(Collection<Attendance> people) {
    people.forEach(person -> outbox.add(new Outgoing.Keep(person)));
  }

  private void control(byte[] said) {
    outbox.add(new Outgoing.Control(keys.control(), Buffer.buffer(origin.signed(said))));
  }

  void forget(String room, String user) {
    outbox.add(new Outgoing.Forget(room, user));
  }

  void say(String channel, String text) {
    plain.say(channel, text);
  }

  Future<Void> hear(String channel, String listener) {
    return plain.hear(channel, listener);
  }

  Future<List<InstanceFacts>> instances() {
    return lease.all();
  }

  RedisHealth health() {
    return link.health();
  }

  @Override
  public void joined() {
    renewLease();
    outbox.flush();
    bus.publish(Notice.ADDRESS, new Notice.Interrupted());
  }

  @Override
  public void lost() {
    plain.lost();
  }

  @Override
  public void heard(String channel, byte[] message) {
    if (plain.heard(channel, message) || origin.signedBySelf(message)) {
      return;
    }
    String room = keys.roomOf(channel);
    if (room != null) {
      heardInRoom(room, message);
    } else if (channel.equals(keys.control())) {
      heardControl(message);
    }
  }

  private void heardInRoom(String room, byte[] message) {
    String listener = listenerOfRoom.get(room);
    if (listener == null) {
      return;
    }
    try {
      Signal signal = SignalJson.decode(message);
      if (signal != null) {
        if (signal.room().equals(room)) {
          bus.send(listener, new Notice.HeardSignal(signal));
        }
        return;
      }
      EventJson.Published published = EventJson.decodePublished(message);
      Event event = published.event();
      if (event.room().equals(room)) {
        trails.heard(event);
        bus.send(listener, new Notice.Heard(event, published.epoch()));
      } else {
        malformed.of("the event of another room");
      }
    } catch (MalformedEvent e) {
      malformed.of("in a room");
    }
  }

  private void heardControl(byte[] message) {
    try {
      Notice notice = ControlJson.decode(message);
      if (notice != null) {
        bus.publish(Notice.ADDRESS, notice);
      }
    } catch (DecodeException
        | ClassCastException
        | IllegalArgumentException
        | NullPointerException e) {
      malformed.of("for all");
    }
  }
}
