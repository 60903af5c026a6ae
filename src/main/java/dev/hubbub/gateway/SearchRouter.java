package dev.hubbub.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.hubbub.protocol.EventJson;
import dev.hubbub.room.Search;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;

/** {@code /search}: finding what was said. */
final class SearchRouter {
  private final Search search;
  private final UserLimit searches;

  /**
   * The route.
   *
   * @param searches how often a user may search
   */
  SearchRouter(Search search, UserLimit searches) {
    this.search = search;
    this.searches = searches;
  }

  /** Adds the route to {@code router}. */
  void addTo(Router router, Bodies bodies, Bearer bearer) {
    Resource.at(router, "/search")
        .on(HttpMethod.GET, bearer, searches, this::find)
        .only();
  }

  private void find(RoutingContext routing) {
    Query query = Query.of(routing);
    if (query.text("q") == null) {
      throw Query.wrong("q", "is missing");
    }
    Search.Query asked = new Search.Query(
        Bearer.user(routing),
        query.search(),
        query.text("room"),
        query.text("from"),
        query.seq("before"),
        query.seq("after"),
        query.cursor(),
        query.limit());
    Answer.list(routing, "hits", search.find(asked), SearchRouter::write);
  }

  private static void write(JsonGenerator to, Search.Hit hit) throws IOException {
    to.writeStartObject();
    to.writeStringField("room", hit.message().room());
    to.writeNumberField("seq", hit.message().seq());
    to.writeFieldName("event");
    EventJson.write(to, hit.message());
    to.writeArrayFieldStart("ranges");
    for (Search.Range range : hit.ranges()) {
      to.writeStartArray();
      to.writeNumber(range.from());
      to.writeNumber(range.to());
      to.writeEndArray();
    }
    to.writeEndArray();
    to.writeEndObject();
  }
}
