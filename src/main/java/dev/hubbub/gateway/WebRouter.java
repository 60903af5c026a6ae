package dev.hubbub.gateway;

import dev.hubbub.config.HttpConfig;
import dev.hubbub.gateway.web.Asset;
import dev.hubbub.gateway.web.Asset.Form;
import dev.hubbub.gateway.web.Client;
import dev.hubbub.gateway.web.Coding;
import dev.hubbub.gateway.web.PageHeaders;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The web client: its page wherever one comes in ({@code /}, an invitation, a room, the page of administrators), and its files. Files whose names
 * carry a hash of their content are kept for ever; all else is asked for anew each time, and answered 304 where it is
 * known.
 */
final class WebRouter {
  private static final String FRESH = "no-cache";
  private static final String KEPT = "public, max-age=31536000, immutable";

  private final Origins origins;
  private final Supplier<Client> client;
  private volatile @Nullable Client loaded;

  /**
   * The routes of the client. One serves all event loops; each mounts a router of its own.
   *
   * @param client reads it, and is called once, not on an event loop
   */
  WebRouter(HttpConfig http, Supplier<Client> client) {
    this.origins = new Origins(http);
    this.client = client;
  }

  /** The routes for one event loop, to be mounted as {@code router.route().subRouter(…)}; other paths go past it. */
  Router router(Vertx vertx) {
    Router router = Router.router(vertx);
    for (String path : new String[] {"/", "/i/:code", "/r/:room", "/r/:room/:seq", "/admin"}) {
      Resource.at(router, path)
          .on(HttpMethod.GET, this::page)
          .on(HttpMethod.HEAD, this::page)
          .only();
    }
    router.route().handler(this::file);
    return router;
  }

  private void page(RoutingContext routing) {
    String origin = origins.own(routing.request());
    client(routing.vertx())
        .onSuccess(known -> {
          Asset page = known.page();
          if (page == null) {
            routing.fail(404);
          } else {
            serve(routing, page, origin);
          }
        })
        .onFailure(routing::fail);
  }

  private void file(RoutingContext routing) {
    String origin = origins.own(routing.request());
    client(routing.vertx())
        .onSuccess(known -> {
          Asset file = known.file(routing.request().path().substring(1));
          if (file == null) {
            routing.next();
          } else if (isRead(routing.request())) {
            serve(routing, file, origin);
          } else {
            routing.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            routing.fail(405);
          }
        })
        .onFailure(routing::fail);
  }

  private static boolean isRead(HttpServerRequest request) {
    return HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method());
  }

  /** Read when it is first asked for: a start has no time for it. */
  private Future<Client> client(Vertx vertx) {
    Client known = loaded;
    return known == null ? vertx.executeBlocking(this::load) : Future.succeededFuture(known);
  }

  private synchronized Client load() {
    Client known = loaded;
    if (known == null) {
      known = client.get();
      loaded = known;
    }
    return known;
  }

  private static void serve(RoutingContext routing, Asset asset, String origin) {
    HttpServerRequest request = routing.request();
    HttpServerResponse response = routing.response();
    Form form = asset.form(request.getHeader(HttpHeaders.ACCEPT_ENCODING));
    PageHeaders.put(response.headers(), origin);
    response.putHeader(HttpHeaders.CACHE_CONTROL, asset.kept() ? KEPT : FRESH);
    if (asset.varies()) {
      response.putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    }
    if (Tagged.isKnown(request, response, form.tag())) {
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, asset.contentType());
    // Of an answer to HEAD nobody else would tell it.
    response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(form.body().length()));
    if (form.coding() != Coding.IDENTITY) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, form.coding().word());
    }
    Answer.send(response, form.body());
  }
}
