package dev.hubbub.gateway;

import dev.hubbub.config.HttpConfig;
import dev.hubbub.config.LimitsConfig;
import dev.hubbub.ops.SecurityEvent;
import dev.hubbub.room.Limit;
import dev.hubbub.room.RateLimit;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * Lets a WebSocket in, or says in HTTP why not (RFC 6455 section 4.2): the same for every path that speaks it.
 * Thread-safe.
 */
final class Handshake {
  private static final int KEY_BYTES = 16;
  private static final int KEY_CHARS = 24;

  /** What the security log calls it. */
  private static final String ACTION = "handshake";

  /** Handshakes that one address may make at once, as a multiple of those of a second. */
  static final int BURST_FACTOR = 5;

  private final Origins origins;
  private final SessionRegistry registry;
  private final Limit perAddress;
  private final Runnable full;
  private final BooleanSupplier leaving;

  /**
   * A handshake.
   *
   * @param perAddress how often one address may try
   * @param full takes note of a session that was one too many, of its address or of all
   * @param leaving whether this instance lets nobody in any more
   */
  Handshake(
      HttpConfig http,
      SessionRegistry registry,
      Limit perAddress,
      Runnable full,
      BooleanSupplier leaving) {
    this.leaving = leaving;
    this.origins = new Origins(http);
    this.registry = registry;
    this.perAddress = perAddress;
    this.full = full;
  }

  /** How often one address may try. */
  static RateLimit perAddress(LimitsConfig limits) {
    return RateLimit.perSecond(
        limits.handshakesPerSecond(), limits.handshakesPerSecond() * BURST_FACTOR);
  }

  /**
   * Whether the request may become a WebSocket. Where not, it has been answered.
   *
   * @param address whose it is, as counted
   * @param free whether that address is not bounded
   */
  boolean admits(HttpServerRequest request, String address, boolean free) {
    HttpServerResponse response = request.response();
    if (!"websocket".equalsIgnoreCase(header(request, HttpHeaders.UPGRADE)) || !upgrades(request)) {
      return refuse(
          response
              .putHeader(HttpHeaders.UPGRADE, "websocket")
              .putHeader(HttpHeaders.CONNECTION, "Upgrade"),
          426);
    }
    if (!"13".equals(request.getHeader("Sec-WebSocket-Version"))) {
      return refuse(response.putHeader("Sec-WebSocket-Version", "13"), 426);
    }
    if (!isKey(request.headers().getAll("Sec-WebSocket-Key"))) {
      return refuse(response, 400);
    }
    if (!origins.accepts(request)) {
      Incidents.line(SecurityEvent.ORIGIN_REFUSED, null, address)
          .with("action", ACTION)
          .with("origin", Origins.named(request))
          .write();
      return refuse(response, 403);
    }
    long wait = free ? 0 : perAddress.tryTake(address);
    if (wait > 0) {
      tellLimit(address);
      return refuse(response.putHeader("Retry-After", Long.toString((wait + 999) / 1_000)), 429);
    }
    boolean left = leaving.getAsBoolean();
    if (left || !registry.connected(address, free)) {
      if (!left) {
        full.run();
        tellLimit(address);
      }
      return refuse(response.putHeader("Retry-After", "10"), 503);
    }
    return true;
  }

  /**
   * Makes a WebSocket of a request that is {@linkplain #admits admitted}.
   *
   * @return fails where the connection broke meanwhile; the address is given back then
   */
  Future<ServerWebSocket> accept(HttpServerRequest request, String address) {
    return request.toWebSocket().onFailure(e -> registry.disconnected(address));
  }

  /** Answers an admitted request with {@code status} instead. */
  void reject(HttpServerRequest request, String address, int status) {
    registry.disconnected(address);
    request.response().setStatusCode(status).end();
  }

  private static void tellLimit(String address) {
    Incidents.line(SecurityEvent.LIMIT_HIT, null, address)
        .with("action", ACTION)
        .write();
  }

  private static boolean refuse(HttpServerResponse response, int status) {
    response.setStatusCode(status).end();
    return false;
  }

  private static boolean upgrades(HttpServerRequest request) {
    return header(request, HttpHeaders.CONNECTION).toLowerCase(Locale.ROOT).contains("upgrade");
  }

  private static String header(HttpServerRequest request, CharSequence name) {
    String value = request.getHeader(name);
    return value == null ? "" : value;
  }

  /** One key, padded: a decoder alone would take one without its padding. */
  private static boolean isKey(List<String> given) {
    if (given.size() != 1 || given.get(0).length() != KEY_CHARS) {
      return false;
    }
    try {
      return Base64.getDecoder().decode(given.get(0)).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
