package dev.hubbub.gateway;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** A plain channel's path (PROTOCOL.md 5). Belongs to one event loop. */
final class PlainEndpoint {
  private final Handshake handshake;
  private final PlainSessions sessions;
  private final ClientAddress addresses;

  PlainEndpoint(Handshake handshake, PlainSessions sessions, ClientAddress addresses) {
    this.handshake = handshake;
    this.sessions = sessions;
    this.addresses = addresses;
  }

  /** Answers the upgrade. A name has no colon, for the first one ends it where it is published. */
  void handle(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    String name = routing.pathParam("user");
    if (name != null && (name.isEmpty() || name.indexOf(':') >= 0)) {
      request.response().setStatusCode(404).end();
      return;
    }
    String address = addresses.of(request);
    if (handshake.admits(request, address, addresses.isFree(request))) {
      handshake.accept(request, address).onSuccess(ws -> sessions.open(ws, name, address));
    }
  }
}
