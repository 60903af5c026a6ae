package dev.hubbub.gateway;

import dev.hubbub.gateway.docs.Documents;
import dev.hubbub.gateway.docs.Documents.Served;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/openapi.json}, {@code /api/v1/asyncapi.json} and {@code /docs}: what describes the protocol, to
 * everybody. The documents are asked for anew each time, and answered 304 where they are known; the style sheet is kept.
 */
final class DocsRouter {
  private static final String STYLE = "/docs/style.css";
  private static final String FRESH = "no-cache";
  private static final String KEPT = "public, max-age=31536000, immutable";
  private static final String PAGE_POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final Documents documents;

  DocsRouter(Documents documents) {
    this.documents = documents;
  }

  /**
   * The routes for one event loop, to be mounted as {@code router.route().subRouter(…)} before all others; other paths go
   * past it.
   */
  Router router(Vertx vertx) {
    Router router = Router.router(vertx);
    add(router, "/api/v1/openapi.json", documents.openApi());
    add(router, "/api/v1/asyncapi.json", documents.asyncApi());
    add(router, "/docs", documents.page());
    add(router, STYLE, documents.style());
    return router;
  }

  private static void add(Router router, String path, Served served) {
    Route common = router.route(path);
    common.handler(new ApiHeaders()).handler(new Paths()).failureHandler(new Faults());
    Resource.at(router, path)
        .on(HttpMethod.GET, routing -> serve(routing, path, served))
        .only();
  }

  private static void serve(RoutingContext routing, String path, Served served) {
    HttpServerResponse response = routing.response();
    String tag = "\"" + served.tag() + "\"";
    response.putHeader(HttpHeaders.ETAG, tag);
    response.putHeader(HttpHeaders.CACHE_CONTROL, isKept(routing, path, served) ? KEPT : FRESH);
    if (path.equals("/docs")) {
      response.putHeader("Content-Security-Policy", PAGE_POLICY);
    }
    if (knows(routing.request().getHeader(HttpHeaders.IF_NONE_MATCH), tag)) {
      response.setStatusCode(304);
      response.end().onFailure(gone -> {});
    } else {
      response.putHeader(HttpHeaders.CONTENT_TYPE, served.contentType());
      Answer.send(response, served.body());
    }
  }

  /** The page names the edition of the style sheet that it wants, so that it is never asked for again. */
  private static boolean isKept(RoutingContext routing, String path, Served served) {
    return path.equals(STYLE) && served.tag().equals(routing.request().getParam("v"));
  }

  /** Whether {@code If-None-Match} names what would be answered (RFC 9110 section 13.1.2). */
  private static boolean knows(@Nullable String ifNoneMatch, String tag) {
    return ifNoneMatch != null
        && Arrays.stream(ifNoneMatch.split(","))
            .map(String::strip)
            .anyMatch(known -> known.equals("*") || known.equals(tag) || known.equals("W/" + tag));
  }
}
