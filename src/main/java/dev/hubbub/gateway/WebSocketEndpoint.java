package dev.hubbub.gateway;

import dev.hubbub.account.Authenticator;
import dev.hubbub.account.Identity;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/ws}: who may open a session, and as whom (PROTOCOL.md 3.1). Belongs to one event loop. */
final class WebSocketEndpoint implements UpgradeEndpoint {
  private static final String PATH = "/api/v1/ws";

  private final Turnstile turnstile;
  private final Handshake handshake;
  private final RequestDeadlines deadlines;
  private final Sessions sessions;
  private final ClientAddress addresses;
  private final Authenticator authenticator;
  private final boolean tokenInUrl;

  /**
   * The endpoint.
   *
   * @param tokenInUrl whether {@code ?token=} is taken
   */
  WebSocketEndpoint(
      Turnstile turnstile,
      Handshake handshake,
      RequestDeadlines deadlines,
      Sessions sessions,
      ClientAddress addresses,
      Authenticator authenticator,
      boolean tokenInUrl) {
    this.turnstile = turnstile;
    this.handshake = handshake;
    this.deadlines = deadlines;
    this.sessions = sessions;
    this.addresses = addresses;
    this.authenticator = authenticator;
    this.tokenInUrl = tokenInUrl;
  }

  @Override
  public boolean isAt(String path) {
    return path.equals(PATH);
  }

  @Override
  public void handle(HttpServerRequest request) {
    String address = addresses.of(request);
    if (!handshake.admits(request, address, addresses.isFree(request))) {
      return;
    }
    request.pause();
    turnstile.pass(() -> enter(request, address));
  }

  private void enter(HttpServerRequest request, String address) {
    String token = token(request);
    if (token == null) {
      open(request, address, null);
      return;
    }
    authenticator.identify(token).onComplete(proven -> {
      if (proven.succeeded()) {
        open(request, address, proven.result());
      } else {
        boolean known =
            proven.cause() instanceof Refusal refusal && refusal.code() == ErrorCode.UNAVAILABLE;
        handshake.reject(request, address, known ? 503 : 401);
      }
    });
  }

  private void open(HttpServerRequest request, String address, @Nullable Identity proven) {
    String join = join(request);
    handshake.accept(request, address).onSuccess(ws -> {
      deadlines.upgraded(request.connection());
      SocketSession session = sessions.open(ws, address);
      if (join != null) {
        session.takeWhenAdmitted(join);
      }
      if (proven != null) {
        session.admit(proven, null);
      }
    });
    request.resume();
  }

  /** The token as the upgrade names it; one that may not stand where it does proves nothing. */
  private @Nullable String token(HttpServerRequest request) {
    String inHeader = Bearer.token(request);
    if (inHeader != null) {
      return inHeader;
    }
    String inUrl = request.getParam("token");
    return inUrl == null || tokenInUrl ? inUrl : "";
  }

  /** The {@code join} frame that the URL stands for. */
  private static @Nullable String join(HttpServerRequest request) {
    String room = request.getParam("room");
    if (room == null) {
      return null;
    }
    JsonObject join = new JsonObject().put("type", "join").put("room", room);
    String since = request.getParam("last_received_seq");
    if (since != null) {
      join.put("since", since.matches("-?[0-9]{1,18}") ? Long.valueOf(since) : since);
    }
    return join.encode();
  }
}
