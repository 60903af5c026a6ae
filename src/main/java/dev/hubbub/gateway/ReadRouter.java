package dev.hubbub.gateway;

import dev.hubbub.protocol.Json;
import dev.hubbub.room.History;
import dev.hubbub.room.History.Readers;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code /rooms/{room}/read} and {@code …/messages/{seq}/readers}: how far people have read. */
final class ReadRouter {
  private final Receipts receipts;
  private final History history;

  ReadRouter(Receipts receipts, History history) {
    this.receipts = receipts;
    this.history = history;
  }

  /** Adds the routes to {@code router}. */
  void addTo(Router router, Bodies bodies, Bearer bearer) {
    Resource.at(router, "/rooms/:room/read")
        .on(HttpMethod.PUT, bearer, bodies, this::read)
        .only();
    Resource.at(router, "/rooms/:room/messages/:seq/readers")
        .on(HttpMethod.GET, bearer, this::readers)
        .only();
  }

  private void read(RoutingContext routing) {
    long seq = JsonBody.of(routing).seq("seq");
    Answer.done(routing, receipts.read(Paths.room(routing), Bearer.user(routing), seq, ""));
  }

  private void readers(RoutingContext routing) {
    Answer.with(
        routing,
        200,
        history.readers(Paths.room(routing), Bearer.user(routing), Paths.seq(routing)),
        ReadRouter::shape);
  }

  private static Json.Content shape(Readers readers) {
    return to -> {
      to.writeStartObject();
      to.writeNumberField("count", readers.count());
      to.writeArrayFieldStart("readers");
      for (String reader : readers.users()) {
        to.writeString(reader);
      }
      to.writeEndArray();
      to.writeEndObject();
    };
  }
}
