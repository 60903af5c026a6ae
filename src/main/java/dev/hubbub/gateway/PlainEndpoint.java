package dev.hubbub.gateway;

import io.vertx.core.http.HttpServerRequest;

/** A plain channel's path (PROTOCOL.md 5). Belongs to one event loop. */
final class PlainEndpoint implements UpgradeEndpoint {
  private final PlainPath path;
  private final Handshake handshake;
  private final RequestDeadlines deadlines;
  private final PlainSessions sessions;
  private final ClientAddress addresses;

  PlainEndpoint(
      String path,
      Handshake handshake,
      RequestDeadlines deadlines,
      PlainSessions sessions,
      ClientAddress addresses) {
    this.path = new PlainPath(path);
    this.handshake = handshake;
    this.deadlines = deadlines;
    this.sessions = sessions;
    this.addresses = addresses;
  }

  @Override
  public boolean isAt(String requested) {
    return path.matches(requested);
  }

  @Override
  public void handle(HttpServerRequest request) {
    String address = addresses.of(request);
    if (handshake.admits(request, address, addresses.isFree(request))) {
      handshake.accept(request, address).onSuccess(ws -> {
        deadlines.upgraded(request.connection());
        sessions.open(ws, path.name(request.path()), address);
      });
    }
  }
}
