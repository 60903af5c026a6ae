package dev.hubbub.gateway;

import dev.hubbub.config.HttpConfig;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How this server is called, and which browser pages may open a WebSocket here: those of this server and of the configured list, compared whole
 * (scheme, host, port; RFC 6454). Programs that are no browsers send no {@code Origin}, and prove themselves by token.
 */
final class Origins {
  /** That a page of another server wants what only the pages of this one may have. */
  static final class Foreign extends Refusal {
    private static final long serialVersionUID = 1L;

    Foreign() {
      super(ErrorCode.FORBIDDEN, "This page is not of this server.");
    }
  }

  private final @Nullable String publicUrl;
  private final @Nullable String own;
  private final boolean any;
  private final List<String> further;

  Origins(HttpConfig http) {
    this.publicUrl = http.publicUrl();
    this.own = http.publicUrl() == null ? null : normal(http.publicUrl());
    this.any = http.origins().contains("*");
    this.further = http.origins().stream()
        .filter(origin -> !"*".equals(origin))
        .map(Origins::normal)
        .toList();
  }

  /** Whether the page that makes this request may. */
  boolean accepts(HttpServerRequest request) {
    List<String> origins = request.headers().getAll("Origin");
    if (origins.isEmpty() || any) {
      return true;
    }
    if (origins.size() > 1) {
      return false;
    }
    String origin = normal(origins.get(0));
    String mine = own != null ? own : normal(request.scheme() + "://" + request.getHeader("Host"));
    return !origin.isEmpty() && (origin.equals(mine) || further.contains(origin));
  }

  /** What page a request says it is from, all it says. */
  static String named(HttpServerRequest request) {
    return String.join(" ", request.headers().getAll("Origin"));
  }

  /**
   * This server's own origin, to begin a URL with: as configured, else as the client calls it. {@code BAD_REQUEST} where
   * that names no host.
   */
  String own(HttpServerRequest request) {
    if (publicUrl != null) {
      return publicUrl;
    }
    String host = request.getHeader("Host");
    if (host == null || !Framing.isHost(host)) {
      throw new Refusal(ErrorCode.BAD_REQUEST, "The header Host names no host.");
    }
    return request.scheme() + "://" + host;
  }

  /** Scheme, host and port of {@code url} in one spelling; empty for what is no such thing. */
  private static String normal(String url) {
    try {
      URI uri = URI.create(url);
      if (uri.getScheme() == null || uri.getHost() == null || uri.getUserInfo() != null) {
        return "";
      }
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      int port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(scheme) ? 443 : 80;
      return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
