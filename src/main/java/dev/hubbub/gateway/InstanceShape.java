package dev.hubbub.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.hubbub.ops.InstanceFacts;
import dev.hubbub.ops.Tally;
import java.io.IOException;
import java.util.List;

/** An instance as administrators of the server see it. */
final class InstanceShape {
  private InstanceShape() {}

  static void write(JsonGenerator to, InstanceFacts instance) throws IOException {
    Tally tally = instance.tally();
    Boolean redis = instance.redisUp();
    to.writeStartObject();
    to.writeStringField("id", instance.id());
    to.writeStringField("address", instance.address());
    to.writeStringField("version", instance.version());
    to.writeNumberField("started", instance.started());
    to.writeNumberField("at", instance.at());
    to.writeNumberField("sessions", instance.sessions());
    to.writeNumberField("messages_in", tally.messagesIn());
    to.writeNumberField("messages_out", tally.messagesOut());
    to.writeNumberField("loop_lag_us", tally.loopLagUs());
    to.writeStringField("store", state(tally.storeUp()));
    to.writeStringField("redis", redis == null ? "none" : state(redis));
    to.writeObjectFieldStart("deliveries");
    write(to, "bounds_us", Tally.boundsUs());
    write(to, "counts", tally.deliveries());
    to.writeEndObject();
    to.writeEndObject();
  }

  private static String state(boolean up) {
    return up ? "up" : "away";
  }

  private static void write(JsonGenerator to, String name, List<Long> numbers) throws IOException {
    to.writeArrayFieldStart(name);
    for (long number : numbers) {
      to.writeNumber(number);
    }
    to.writeEndArray();
  }
}
