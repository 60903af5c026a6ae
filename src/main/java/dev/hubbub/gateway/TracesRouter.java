package dev.hubbub.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.hubbub.account.Administration;
import dev.hubbub.hub.Traces;
import dev.hubbub.protocol.Json;
import dev.hubbub.protocol.Syntax;
import dev.hubbub.room.Journey;
import dev.hubbub.room.Refusal;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;

/** {@code /admin/messages/…/trace}: where a recent message came by, for those who look after the server. */
final class TracesRouter {
  private final Administration administration;
  private final Traces traces;

  TracesRouter(Administration administration, Traces traces) {
    this.administration = administration;
    this.traces = traces;
  }

  /** Adds the route to {@code router}. */
  void addTo(Router router, Bodies bodies, Bearer bearer) {
    Resource.at(router, "/admin/messages/:room/:seq/trace")
        .on(HttpMethod.GET, bearer, this::trace)
        .only();
  }

  private void trace(RoutingContext routing) {
    String room = routing.pathParam("room");
    String seq = routing.pathParam("seq");
    boolean possible =
        room != null && Syntax.isRoom(room) && seq != null && seq.matches("[1-9][0-9]{0,17}");
    Answer.with(
        routing,
        200,
        administration
            .permitted(Bearer.user(routing))
            .compose(may -> possible
                ? traces.of(room, Long.parseLong(seq))
                : Future.succeededFuture(List.<Journey>of()))
            .compose(journeys -> journeys.isEmpty()
                ? Future.failedFuture(Refusal.notFound())
                : Future.succeededFuture(journeys)),
        journeys -> shape(String.valueOf(room), Long.parseLong(String.valueOf(seq)), journeys));
  }

  private static Json.Content shape(String room, long seq, List<Journey> journeys) {
    return to -> {
      to.writeStartObject();
      to.writeStringField("room", room);
      to.writeNumberField("seq", seq);
      to.writeStringField("trace", journeys.get(0).trace());
      to.writeArrayFieldStart("instances");
      for (Journey journey : journeys) {
        to.writeStartObject();
        to.writeStringField("instance", journey.instance());
        to.writeArrayFieldStart("hops");
        for (Journey.Hop hop : journey.hops()) {
          write(to, hop, journey.hops().get(0).at());
        }
        to.writeEndArray();
        to.writeEndObject();
      }
      to.writeEndArray();
      to.writeEndObject();
    };
  }

  private static void write(JsonGenerator to, Journey.Hop hop, long firstAt) throws IOException {
    to.writeStartObject();
    to.writeStringField("hop", hop.place());
    to.writeNumberField("ts", hop.at() / 1_000);
    to.writeNumberField("after_us", Math.max(0, hop.at() - firstAt));
    if (hop.place().equals("written")) {
      to.writeNumberField("sessions", hop.sessions());
    }
    to.writeEndObject();
  }
}
