package dev.hubbub.gateway;

import dev.hubbub.account.Identity;
import dev.hubbub.ops.SecurityEvent;
import dev.hubbub.ops.SecurityLog;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Tells the security log what the doors refuse and let be done. As a failure handler it stands before {@link Faults} and
 * tells of a refusal once that is answered, so that the answer takes as long as any other. Thread-safe.
 */
final class Incidents implements Handler<RoutingContext> {
  private final ClientAddress addresses;

  Incidents(ClientAddress addresses) {
    this.addresses = addresses;
  }

  /** Begins a line on something that whoever sent this request has done, or wanted. */
  SecurityLog.Line by(RoutingContext routing, SecurityEvent event) {
    Identity who = Bearer.known(routing);
    return line(event, who == null ? null : who.user().username(), addresses.of(routing.request()));
  }

  /** Begins a line on what whoever sent this request has done to {@code target}, in the room of the path where it has one. */
  SecurityLog.Line to(RoutingContext routing, SecurityEvent event, String target) {
    return by(routing, event).with("room", routing.pathParam("room")).with("target", target);
  }

  @Override
  public void handle(RoutingContext routing) {
    routing.next();
    if (routing.failure() instanceof Refusal refusal) {
      boolean foreign = refusal instanceof Origins.Foreign;
      SecurityEvent event = foreign ? SecurityEvent.ORIGIN_REFUSED : event(refusal);
      if (event != null) {
        by(routing, event)
            .with("action", Resource.wanted(routing))
            .with("room", routing.pathParam("room"))
            .with("origin", foreign ? Origins.named(routing.request()) : null)
            .write();
      }
    }
  }

  /**
   * Tells that a session was refused something, where that is worth telling.
   *
   * @param action what it wanted
   */
  static void refused(
      Refusal refusal,
      @Nullable Identity who,
      @Nullable String address,
      String action,
      @Nullable String room) {
    SecurityEvent event = event(refusal);
    if (event != null) {
      line(event, who == null ? null : who.user().username(), address)
          .with("action", action)
          .with("room", room)
          .write();
    }
  }

  private static @Nullable SecurityEvent event(Refusal refusal) {
    return refusal.denies()
        ? SecurityEvent.DENIED
        : refusal.code() == ErrorCode.RATE_LIMITED ? SecurityEvent.LIMIT_HIT : null;
  }

  /** Begins a line as all lines of the doors begin. */
  static SecurityLog.Line line(
      SecurityEvent event, @Nullable String user, @Nullable String address) {
    return SecurityLog.of(event).with("user", user).with("address", address);
  }
}
