package dev.hubbub.gateway;

import io.vertx.core.http.HttpServerRequest;

/** Whose address a request comes from. */
final class ClientAddress {
  String of(HttpServerRequest request) {
    return request.remoteAddress().hostAddress();
  }

  boolean isFree(HttpServerRequest request) {
    return true;
  }
}
