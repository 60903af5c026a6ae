package dev.hubbub.gateway;

import dev.hubbub.config.AuthConfig;
import dev.hubbub.config.HttpConfig;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/**
 * Keeps the refresh token of a browser where no script can read it, for clients that ask for that with {@code
 * Hubbub-Client: web}. A browser sends the cookie along whoever asks, so that header is demanded, which no page of others
 * can set, and the {@code Origin} must be one that may open a WebSocket. Without the header there is no cookie.
 */
final class RefreshCookie implements Handler<RoutingContext> {
  private static final String NAME = "hubbub_refresh";
  private static final String CLIENT = "Hubbub-Client";
  private static final String WEB = "web";

  private final Origins origins;
  private final boolean secure;
  private final long seconds;

  RefreshCookie(HttpConfig http, AuthConfig auth) {
    this.origins = new Origins(http);
    this.secure = http.publicUrl() != null && http.publicUrl().startsWith("https://");
    this.seconds = auth.refreshSeconds();
  }

  /** Whether the client wants its refresh token kept in the cookie. */
  static boolean isWanted(RoutingContext routing) {
    return WEB.equals(routing.request().getHeader(CLIENT));
  }

  /** Lets through who wants no cookie, and whose page it is. */
  @Override
  public void handle(RoutingContext routing) {
    if (isWanted(routing) && !origins.accepts(routing.request())) {
      throw new Origins.Foreign();
    }
    routing.next();
  }

  /** The token in the cookie; one that is nobody's where there is not one cookie. */
  static String read(RoutingContext routing) {
    Set<Cookie> cookies = routing.request().cookies(NAME);
    return cookies.size() == 1 ? cookies.iterator().next().getValue() : "";
  }

  /** Has the client keep {@code token}, where it wants that. */
  void keep(RoutingContext routing, String token) {
    set(routing, token, seconds);
  }

  /** Has the client keep none. */
  void clear(RoutingContext routing) {
    set(routing, "", 0);
  }

  /** Has the client keep none, where its token is worth nothing any more; while nobody knows, it keeps it. */
  void ended(RoutingContext routing, Throwable cause) {
    if (cause instanceof Refusal refusal && refusal.code() == ErrorCode.UNAUTHORIZED) {
      clear(routing);
    }
  }

  private void set(RoutingContext routing, String token, long maxAge) {
    if (isWanted(routing)) {
      routing
          .response()
          .addCookie(Cookie.cookie(NAME, token)
              .setPath(ApiRouter.ROOT + "/auth")
              .setMaxAge(maxAge)
              .setHttpOnly(true)
              .setSecure(secure)
              .setSameSite(CookieSameSite.STRICT));
    }
  }
}
