package dev.hubbub.gateway;

import io.vertx.core.http.HttpServerRequest;

/**
 * A path that speaks WebSocket. These are answered before any route: a socket lives for days, and what a router keeps
 * for a request would live as long.
 */
interface UpgradeEndpoint {
  /** Whether it is at {@code path}, as that stands in the request. */
  boolean isAt(String path);

  /** Answers a request for it, whether or not that asks for an upgrade. */
  void handle(HttpServerRequest request);
}
