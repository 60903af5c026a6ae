package dev.hubbub.hub;

import dev.hubbub.bus.LocalBus;
import dev.hubbub.bus.Request;
import dev.hubbub.room.State;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Who is there, as other verticles see it. Any thread may use it; answers come on the caller's context. */
public final class PresenceClient {
  /**
   * Changes gather for so long before they are shown, so that many at once are one frame for each session. With the time
   * for which they gather before other instances are told it keeps what PROTOCOL.md 3.4 promises: a change reaches all
   * within 1 s.
   */
  public static final long SHOW_MS = 500;

  private final LocalBus bus;

  /** A client of this instance's {@link PresenceVerticle}. */
  public PresenceClient(Vertx vertx) {
    this.bus = LocalBus.of(vertx);
  }

  /**
   * What a session says about itself.
   *
   * @param account whose it is
   * @param rooms the ids of the rooms whose members see it
   * @param began when the session began, in ms since 1970
   */
  public record Said(long account, State state, Set<String> rooms, long began) {}

  /** Takes what a session of {@code user} says, in place of what it said before. */
  public void says(String user, String session, Said said) {
    bus.tell(PresenceVerticle.ADDRESS, new Says(user, session, said));
  }

  /**
   * Takes note of a session whose user's rooms are not known yet. Who is seen somewhere, or was a moment ago, is there
   * again; of others nothing is said before {@link #says}.
   *
   * @param began when the session began, in ms since 1970
   */
  public void returns(User user, String session, long began) {
    bus.tell(PresenceVerticle.ADDRESS, new Returns(user, session, began));
  }

  /** Takes note that a session is over. */
  public void ended(String user, String session) {
    bus.tell(PresenceVerticle.ADDRESS, new Ends(user, session));
  }

  /** Has it asked anew, on all instances, what is known of somebody. */
  public void renew(String user) {
    bus.tell(PresenceVerticle.ADDRESS, new Renew(user));
  }

  /** Says to the other instances that this one goes; nothing is said to them after that. */
  public Future<Void> leave() {
    return bus.ask(PresenceVerticle.ADDRESS, new Leave());
  }

  /** What is shown of each of some people. */
  public Future<Map<String, State>> of(Collection<String> users) {
    return bus.ask(PresenceVerticle.ADDRESS, new Of(List.copyOf(users)));
  }

  /** Those who are there for the members of a room, and what is shown of them. */
  public Future<Map<String, State>> in(String room) {
    return bus.ask(PresenceVerticle.ADDRESS, new In(room));
  }

  /** Hears of every change, on the context of the verticle that calls. */
  public MessageConsumer<Shown> hear(Consumer<Shown> changes) {
    return bus.hear(PresenceVerticle.CHANGES, changes::accept);
  }

  private record Says(String user, String session, Said said)
      implements Request<PresenceVerticle, Void> {
    @Override
    public Future<Void> answeredBy(PresenceVerticle presence) {
      presence.says(user, session, said);
      return Future.succeededFuture();
    }
  }

  private record Returns(User user, String session, long began)
      implements Request<PresenceVerticle, Void> {
    @Override
    public Future<Void> answeredBy(PresenceVerticle presence) {
      presence.returns(user, session, began);
      return Future.succeededFuture();
    }
  }

  private record Ends(String user, String session) implements Request<PresenceVerticle, Void> {
    @Override
    public Future<Void> answeredBy(PresenceVerticle presence) {
      presence.ended(user, session);
      return Future.succeededFuture();
    }
  }

  private record Renew(String user) implements Request<PresenceVerticle, Void> {
    @Override
    public Future<Void> answeredBy(PresenceVerticle presence) {
      presence.renew(user);
      return Future.succeededFuture();
    }
  }

  private record Leave() implements Request<PresenceVerticle, Void> {
    @Override
    public Future<Void> answeredBy(PresenceVerticle presence) {
      presence.goes();
      return Future.succeededFuture();
    }
  }

  private record Of(List<String> users) implements Request<PresenceVerticle, Map<String, State>> {
    @Override
    public Future<Map<String, State>> answeredBy(PresenceVerticle presence) {
      return Future.succeededFuture(presence.of(users));
    }
  }

  private record In(String room) implements Request<PresenceVerticle, Map<String, State>> {
    @Override
    public Future<Map<String, State>> answeredBy(PresenceVerticle presence) {
      return Future.succeededFuture(presence.in(room));
    }
  }
}
