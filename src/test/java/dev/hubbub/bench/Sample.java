package dev.hubbub.bench;

import io.vertx.core.json.JsonObject;

/**
 * What a generator saw in one run.
 *
 * @param cpu of all servers together, in percent of a core
 * @param generatorCpu of the generator
 * @param bytesPerSession resident memory of the server that each session added
 * @param good whether nothing was lost, repeated, reordered or refused
 */
record Sample(
    double cpu,
    double p50Ms,
    double p99Ms,
    double perSecond,
    long lost,
    double bytesPerSession,
    double generatorCpu,
    boolean good) {

  /** What {@code hubbub load} wrote. */
  static Sample ofLoad(JsonObject found) {
    JsonObject took = found.getJsonObject("delivery_ms");
    return new Sample(
        found.getDouble("server_cpu_pct", -1.0),
        took.getDouble("p50"),
        took.getDouble("p99"),
        found.getDouble("deliveries_per_s"),
        found.getLong("lost"),
        found.getDouble("server_bytes_per_session", -1.0),
        found.getDouble("generator_cpu_pct"),
        found.getBoolean("ok"));
  }

  /** What {@code wsload} printed. */
  static Sample ofWsload(JsonObject found) {
    JsonObject took = found.getJsonObject("lat_us");
    boolean silent = took == null;
    return new Sample(
        found.getDouble("srv_cpu_pct", -1.0),
        silent ? 0 : took.getDouble("p50") / 1_000,
        silent ? 0 : took.getDouble("p99") / 1_000,
        found.getDouble("deliv_per_s", 0.0),
        found.getLong("lost", 0L),
        found.getDouble("rss_bytes_per_conn", -1.0),
        found.getDouble("gen_cpu_pct", 0.0),
        found.getBoolean("ok"));
  }
}
