package dev.hubbub.load;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;

/** The findings as JSON: what a program compares. Milliseconds, percent of a core, bytes; what is not known is left out. */
final class JsonReport {
  private JsonReport() {}

  static JsonObject of(Findings found) {
    Tally tally = found.tally();
    JsonObject json = new JsonObject()
        .put("ok", found.isGood())
        .put("run", found.run())
        .put("started_at", found.startedAt())
        .put("server_version", found.server())
        .put("plan", plan(found.plan()))
        .put("connect_s", found.connectSeconds())
        .put("offered", found.offered())
        .put("refused", found.refused())
        .put("expected", found.expected())
        .put("received", tally.received)
        .put("lost", found.lost())
        .put("repeated", tally.repeated)
        .put("deliveries_per_s", found.deliveriesPerSecond())
        .put("delivery_ms", latency(found.deliveries()))
        .put("ack_ms", latency(found.acks()))
        .put("resumed_ms", latency(found.recoveries()))
        .put("recovered", tally.recovered)
        .put("cut", tally.cut)
        .put("resumed", tally.resumed)
        .put("afresh", tally.afresh)
        .put("skipped", tally.skipped)
        .put("resent", tally.resent)
        .put("drops", counts(tally.drops))
        .put("errors", counts(tally.errors))
        .put("send_lag_max_ms", found.latestSendMs())
        .put("generator_cpu_pct", found.generatorCpu())
        .put("generator_busy", found.isGeneratorBusy());
    if (found.serverCpu() >= 0) {
      json.put("server_cpu_pct", found.serverCpu())
          .put("server_cpu_us_per_delivery", found.cpuMicrosPerDelivery())
          .put(
              "server_bytes",
              new JsonArray()
                  .add(found.bytesBefore())
                  .add(found.bytesIdle())
                  .add(found.bytesAfter()))
          .put("server_bytes_per_session", found.bytesPerSession());
    }
    return json.put("seconds", seconds(found)).put("breaches", breaches(found));
  }

  private static JsonObject plan(LoadPlan plan) {
    JsonArray urls = new JsonArray();
    plan.urls().stream().map(URI::toString).forEach(urls::add);
    return new JsonObject()
        .put("urls", urls)
        .put("users", plan.users())
        .put("rooms", plan.rooms())
        .put("joins", plan.joins())
        .put("senders", plan.senders())
        .put("rate", plan.rate())
        .put("duration_s", plan.seconds())
        .put("size", plan.size())
        .put("cuts", plan.cuts());
  }

  private static JsonObject latency(Latency took) {
    return new JsonObject()
        .put("count", took.count())
        .put("mean", took.meanMs())
        .put("p50", took.percentileMs(50))
        .put("p90", took.percentileMs(90))
        .put("p99", took.percentileMs(99))
        .put("p999", took.percentileMs(99.9))
        .put("max", took.maxMs());
  }

  private static JsonObject counts(java.util.Map<?, Integer> of) {
    JsonObject counts = new JsonObject();
    of.forEach((what, count) -> counts.put(String.valueOf(what), count));
    return counts;
  }

  private static JsonArray seconds(Findings found) {
    JsonArray seconds = new JsonArray();
    for (Second second : found.seconds()) {
      JsonObject one = new JsonObject()
          .put("due", second.due())
          .put("delivered", second.delivered())
          .put("p50_ms", second.p50Ms())
          .put("p99_ms", second.p99Ms())
          .put("max_ms", second.maxMs());
      if (second.serverCpu() >= 0) {
        one.put("server_cpu_pct", second.serverCpu()).put("server_bytes", second.serverBytes());
      }
      seconds.add(one);
    }
    return seconds;
  }

  private static JsonObject breaches(Findings found) {
    JsonObject counts = new JsonObject();
    found.breachCounts().forEach((promise, count) -> counts.put(promise.number(), count));
    JsonArray first = new JsonArray();
    for (Breach breach : found.breaches()) {
      first.add(new JsonObject()
          .put("promise", breach.promise().number())
          .put("room", breach.room())
          .put("session", breach.session())
          .put("seq", breach.seq())
          .put("what", breach.what()));
    }
    return new JsonObject().put("counts", counts).put("first", first);
  }
}
