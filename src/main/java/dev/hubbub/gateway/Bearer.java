package dev.hubbub.gateway;

import dev.hubbub.account.Authenticator;
import dev.hubbub.account.Identity;
import dev.hubbub.room.User;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lets only those through who show a token in the {@code Authorization} header. Every other request is answered 401, with
 * one body for all faults.
 */
final class Bearer implements Handler<RoutingContext> {
  private static final String SCHEME = "Bearer ";
  private static final String WHO = Bearer.class.getName();

  private final Authenticator authenticator;

  Bearer(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  /** Who sent a request that came through here. */
  static Identity identity(RoutingContext routing) {
    return routing.get(WHO);
  }

  /** Who sent a request, where it came through here. */
  static @Nullable Identity known(RoutingContext routing) {
    return routing.get(WHO);
  }

  /** The user who sent a request that came through here. */
  static User user(RoutingContext routing) {
    return identity(routing).user();
  }

  @Override
  public void handle(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    // The body waits until it is known whether anybody will read it.
    request.pause();
    authenticator
        .identify(Objects.requireNonNullElse(token(request), ""))
        .onSuccess(who -> {
          routing.put(WHO, who);
          routing.next();
          request.resume();
        })
        .onFailure(routing::fail);
  }

  /** The token in the header: absent where there is no header, empty where there is anything but one token. */
  static @Nullable String token(HttpServerRequest request) {
    List<String> given = request.headers().getAll(HttpHeaders.AUTHORIZATION);
    if (given.isEmpty()) {
      return null;
    }
    boolean one =
        given.size() == 1 && given.get(0).regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    return one ? given.get(0).substring(SCHEME.length()).strip() : "";
  }
}
