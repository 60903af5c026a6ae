package dev.hubbub.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.testing.Described;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The OpenAPI document and the routes that there are. */
class DescribedRoutesTest {
  /** A session is no exchange of HTTP; the AsyncAPI document describes it. */
  private static final String SESSION = "GET /api/v1/ws";

  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  @Test
  void everyRouteIsDescribedAndEveryDescribedOneExists() {
    try (HttpFixture http = new HttpFixture()) {
      Set<String> mounted = new TreeSet<>();
      gather(mounted, "", http.routes);
      assertTrue(mounted.remove(SESSION));
      assertEquals(String.join("\n", described()), String.join("\n", mounted));
    }
  }

  /** The routes of a router and of those mounted in it; parameters have no names here. */
  private static void gather(Set<String> to, String prefix, Router router) {
    for (Route route : router.getRoutes()) {
      String path = route.getPath() == null ? "" : route.getPath();
      String whole = prefix + path.replaceAll("/?\\*?$", "");
      Router inner = route.getSubRouter();
      Set<HttpMethod> methods = route.methods();
      if (inner != null) {
        gather(to, whole, inner);
      } else if (methods != null) {
        // HEAD goes with GET (RFC 9110 section 9.3.2).
        methods.stream()
            .filter(method -> !method.equals(HttpMethod.HEAD))
            .forEach(method -> to.add(method + " " + unnamed(whole.isEmpty() ? "/" : whole)));
      }
    }
  }

  private static Set<String> described() {
    Set<String> described = new TreeSet<>();
    Described.HTTP.document().getJsonObject("paths").forEach(path -> {
      for (String method : ((JsonObject) path.getValue()).fieldNames()) {
        if (METHODS.contains(method)) {
          described.add(
              HttpMethod.valueOf(method.toUpperCase(Locale.ROOT)) + " " + unnamed(path.getKey()));
        }
      }
    });
    return described;
  }

  private static String unnamed(String path) {
    return path.replaceAll(":[a-z]+|\\{[a-z]+}", "{}");
  }
}
