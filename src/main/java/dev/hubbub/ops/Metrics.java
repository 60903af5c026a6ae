package dev.hubbub.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * What is measured of one instance, as Prometheus reads it. No name and no label says anything about a user, a room or an
 * address, so their number is bounded. Any thread may use it and the meters of it.
 */
public final class Metrics {
  /** The {@code Content-Type} of {@link #text}. */
  public static final String TEXT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final SessionMeters sessions = new SessionMeters(registry);
  private final DeliveryMeters deliveries = new DeliveryMeters(registry);
  private final HubMeters hub = new HubMeters(registry);
  private final StoreMeters store = new StoreMeters(registry);
  private final LimitMeters limits = new LimitMeters(registry);
  private final LoopMeters loops = new LoopMeters(registry);

  /**
   * Begins to measure; also the JVM and the process.
   *
   * @param version of the program
   */
  public Metrics(String version) {
    Gauge.builder("hubbub.build.info", () -> 1)
        .description("Which program this is")
        .tag("version", version)
        .register(registry);
    new JvmMemoryMetrics().bindTo(registry);
    collections().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    ResidentMemory.bindTo(registry);
  }

  /** It hears of collections until the process ends. */
  @SuppressWarnings("resource")
  private static JvmGcMetrics collections() {
    return new JvmGcMetrics();
  }

  /** Of sessions. */
  public SessionMeters sessions() {
    return sessions;
  }

  /** Of what sessions are told. */
  public DeliveryMeters deliveries() {
    return deliveries;
  }

  /** Of rooms and what is said in them. */
  public HubMeters hub() {
    return hub;
  }

  /** Of the store. */
  public StoreMeters store() {
    return store;
  }

  /** Of Redis; to be asked for once, and only where one is configured. */
  public RedisMeters redis() {
    return new RedisMeters(registry);
  }

  /** Of limits. */
  public LimitMeters limits() {
    return limits;
  }

  /** Of event loops. */
  public LoopMeters loops() {
    return loops;
  }

  /** Counts the spans of tracing. */
  Counter spans(String fate) {
    return Counter.builder("hubbub.spans")
        .description("Spans for the OpenTelemetry collector")
        .tag("fate", fate)
        .register(registry);
  }

  /** What somebody who watches all instances wants to know of this one. Takes microseconds. */
  public Tally tally() {
    return new Tally(
        hub.messagesIn(),
        deliveries.messagesOut(),
        loops.worstUs(),
        store.isUp(),
        deliveries.counts());
  }

  /** All of it, in Prometheus' text format. Takes a few milliseconds, and reads a file: not for an event loop. */
  public String text() {
    return registry.scrape();
  }
}
