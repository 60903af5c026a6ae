package dev.hubbub.redis;

import dev.hubbub.bus.Request;
import dev.hubbub.ops.InstanceFacts;
import dev.hubbub.room.Attending;
import dev.hubbub.room.Broker.Attendance;
import dev.hubbub.room.Ended;
import dev.hubbub.room.Event;
import dev.hubbub.room.Journey;
import dev.hubbub.room.Signal;
import dev.hubbub.room.Spent;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;

/** What other verticles ask of the bridge. {@code listener} is the bus address at which they hear. */
sealed interface BridgeRequest<R> extends Request<Bridge, R> {

  record Publish(Event event, String epoch) implements BridgeRequest<Void> {
    @Override
    public Future<Void> answeredBy(Bridge bridge) {
      bridge.publish(event, epoch);
      return Future.succeededFuture();
    }
  }

  record PublishSignal(Signal signal) implements BridgeRequest<Void> {
    @Override
    public Future<Void> answeredBy(Bridge bridge) {
      bridge.publish(signal);
      return Future.succeededFuture();
    }
  }

  record Subscribe(String room, String listener) implements BridgeRequest<Void> {
    @Override
    public Future<Void> answeredBy(Bridge bridge) {
      return bridge.subscribe(room, listener);
    }
  }

  record Unsubscribe(String room, String listener) implements BridgeRequest<Void> {
    @Override
    public Future<Void> answeredBy(Bridge bridge) {
      bridge.unsubscribe(room, listener);
      return Future.succeededFuture();
    }
  }

  record AnnounceEnded(Ended ended) implements BridgeRequest<Void> {
    @Override
    public Future<Void> answeredBy(Bridge bridge) {
      bridge.announceEnded(ended);
      return Future.succeededFuture();
    }
  }

  record AnnounceSpent(List<Spent> spent) implements BridgeRequest<Void> {
    @Override
    public Future<Void> answeredBy(Bridge bridge) {
      bridge.announceSpent(spent);
      return Future.succeededFuture();
    }
  }

  record Announce(Attending attending) implements BridgeRequest<Void> {
    @Override
    public Future<Void> answeredBy(Bridge bridge) {
      bridge.announce(attending);
      return Future.succeededFuture();
    }
  }

  record AnnounceRenewed(String user) implements BridgeRequest<Void> {
    @Override
    public Future<Void> answeredBy(Bridge bridge) {
      bridge.announceRenewed(user);
      return Future.succeededFuture();
    }
  }

  record Keep(Collection<Attendance> people) implements BridgeRequest<Void> {
    @Override
    public Future<Void> answeredBy(Bridge bridge) {
      bridge.keep(people);
      return Future.succeededFuture();
    }
  }

  record Forget(String room, String user) implements BridgeRequest<Void> {
    @Override
    public Future<Void> answeredBy(Bridge bridge) {
      bridge.forget(room, user);
      return Future.succeededFuture();
    }
  }

  record Inquire(Journey.Inquiry inquiry) implements BridgeRequest<Void> {
    @Override
    public Future<Void> answeredBy(Bridge bridge) {
      bridge.inquire(inquiry);
      return Future.succeededFuture();
    }
  }

  record Answer(String inquiry, Journey journey) implements BridgeRequest<Void> {
    @Override
    public Future<Void> answeredBy(Bridge bridge) {
      bridge.answer(inquiry, journey);
      return Future.succeededFuture();
    }
  }

  record Say(String channel, String text) implements BridgeRequest<Void> {
    @Override
    public Future<Void> answeredBy(Bridge bridge) {
      bridge.say(channel, text);
      return Future.succeededFuture();
    }
  }

  record Hear(String channel, String listener) implements BridgeRequest<Void> {
    @Override
    public Future<Void> answeredBy(Bridge bridge) {
      return bridge.hear(channel, listener);
    }
  }

  record Instances() implements BridgeRequest<List<InstanceFacts>> {
    @Override
    public Future<List<InstanceFacts>> answeredBy(Bridge bridge) {
      return bridge.instances();
    }
  }

  record Health() implements BridgeRequest<RedisHealth> {
    @Override
    public Future<RedisHealth> answeredBy(Bridge bridge) {
      return Future.succeededFuture(bridge.health());
    }
  }
}
