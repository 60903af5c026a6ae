package dev.hubbub.gateway;

import dev.hubbub.gateway.docs.Documents;
import dev.hubbub.gateway.docs.Documents.Served;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/openapi.json}, {@code /api/v1/asyncapi.json} and {@code /docs}: what describes the protocol, to
 * everybody. The documents are asked for anew each time, and answered 304 where they are known; the style sheet is kept.
 */
final class DocsRouter {
  private static final String PAGE = "/docs";
  private static final String STYLE = "/docs/style.css";
  private static final String FRESH = "no-cache";
  private static final String KEPT = "public, max-age=31536000, immutable";
  private static final String PAGE_POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final String version;
  private volatile @Nullable Documents documents;

  /** The routes of the program in that version. One serves all event loops; each mounts a router of its own. */
  DocsRouter(String version) {
    this.version = version;
  }

  /**
   * The routes for one event loop, to be mounted as {@code router.route().subRouter(…)} before all others; other paths go
   * past it.
   */
  Router router(Vertx vertx) {
    Router router = Router.router(vertx);
    add(router, "/api/v1/openapi.json", Documents::openApi);
    add(router, "/api/v1/asyncapi.json", Documents::asyncApi);
    add(router, PAGE, Documents::page);
    add(router, STYLE, Documents::style);
    return router;
  }

  private void add(Router router, String path, Function<Documents, Served> which) {
    Resource.at(router, path)
        .on(HttpMethod.GET, routing -> documents(routing.vertx())
            .onSuccess(known -> serve(routing, path, which.apply(known)))
            .onFailure(routing::fail))
        .only();
  }

  /** Made when they are first asked for: a start has no time for them, and most instances are never asked. */
  private Future<Documents> documents(Vertx vertx) {
    Documents known = documents;
    return known == null ? vertx.executeBlocking(this::make) : Future.succeededFuture(known);
  }

  private synchronized Documents make() {
    Documents known = documents;
    if (known == null) {
      known = Documents.of(version);
      documents = known;
    }
    return known;
  }

  private static void serve(RoutingContext routing, String path, Served served) {
    HttpServerResponse response = routing.response();
    response.putHeader(HttpHeaders.CACHE_CONTROL, isKept(routing, path, served) ? KEPT : FRESH);
    if (path.equals(PAGE)) {
      response.putHeader("Content-Security-Policy", PAGE_POLICY);
    }
    if (!Tagged.isKnown(routing.request(), response, served.tag())) {
      response.putHeader(HttpHeaders.CONTENT_TYPE, served.contentType());
      Answer.send(response, served.body());
    }
  }

  /** The page names the edition of the style sheet that it wants, so that it is never asked for again. */
  private static boolean isKept(RoutingContext routing, String path, Served served) {
    return path.equals(STYLE) && served.tag().equals(routing.request().getParam("v"));
  }
}
