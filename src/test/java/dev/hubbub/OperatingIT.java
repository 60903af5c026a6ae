package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.PromQuery;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.SpanCollector;
import dev.hubbub.testing.TcpProxy;
import dev.hubbub.testing.TestServices;
import dev.hubbub.testing.WsClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What operators see of two instances: one with a door of its own for them, one in production without. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class OperatingIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  /** Prometheus makes it, and labels of its own. */
  private static final Set<String> OF_PROMETHEUS = Set.of("up", "instance", "job");

  private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]+)(?:\\{([^}]*)})? \\S+$");
  private static final String ROOM = "general";

  private final SpanCollector collector = SpanCollector.start();
  private final JsonObject shared = new JsonObject()
      .put("database", new JsonObject().put("url", TestServices.postgres()))
      .put("redis", new JsonObject().put("url", TestServices.redis()).put("prefix", "operating:"));
  private final HubbubProcess here = HubbubProcess.configured(shared
      .copy()
      .put("instance", new JsonObject().put("id", "here"))
      .put("log", new JsonObject().put("level", "debug"))
      .put("management", new JsonObject().put("port", 0))
      .put("tracing", new JsonObject().put("otlp_url", collector.url())));
  private final HubbubProcess there = HubbubProcess.configured(shared
      .copy()
      .put("profile", "production")
      .put("log", new JsonObject().put("format", "text"))
      .put("instance", new JsonObject().put("id", "there")));
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<WsClient> sessions = new ArrayList<>();
  private int operators;
  private Rest.User root = new Rest.User("", "", "");
  private long seq;

  @BeforeAll
  void somethingIsSaid() {
    here.launch();
    String said = here.awaitLine("operators: http://127\\.0\\.0\\.1:(\\d+)/metrics");
    operators = Integer.parseInt(said);
    var listening = here.awaitLine("listens on (\\S+)");
    assertFalse(listening.isEmpty());
    var unused = there.start();
    assertEquals(0, here.user("a-good-password\n", "add", "root", "--admin").status());
    root = here.rest().login("root", "a-good-password");
    Rest.User ann = here.rest().register("ann", "a-good-password");
    WsClient sender = WsClient.connect(here.port(), root);
    WsClient reader = WsClient.connect(there.port(), ann);
    sessions.addAll(List.of(sender, reader));
    assertEquals("joined", sender.join(ROOM).getString("type"));
    assertEquals("joined", reader.join(ROOM).getString("type"));
    seq = sender.say(ROOM, "k1", "secret-text-of-a-message").getLong("seq");
    JsonObject heard = reader.await(frame -> "message".equals(frame.getString("type")));
    assertEquals(seq, heard.getLong("seq"));
  }

  @AfterAll
  void allIsOver() {
    sessions.forEach(WsClient::close);
    here.close();
    there.close();
    collector.close();
  }

  private HttpResponse<String> get(int port, String path, String token) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(SOON);
      if (!token.isEmpty()) {
        request.header("Authorization", "Bearer " + token);
      }
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(path, e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private int status(int port, String path) {
    return get(port, path, root.token()).statusCode();
  }

  @Test
  void operatorsHaveADoorOfTheirOwnWhereOneIsConfigured() {
    for (String path :
        List.of("/metrics", "/livez", "/readyz", "/version", "/api/v1/admin/users")) {
      assertEquals(404, status(here.port(), path), path);
      assertEquals(200, status(operators, path), path);
    }
    assertEquals(401, get(operators, "/api/v1/admin/users", "").statusCode());
    assertEquals(200, status(here.port(), "/api/v1/rooms"));
    assertEquals(404, status(operators, "/api/v1/rooms"));
    assertEquals(404, status(operators, "/"));
  }

  @Test
  void inProductionThePublicDoorShowsNoMetrics() {
    assertEquals(404, status(there.port(), "/metrics"));
    assertEquals(200, status(there.port(), "/livez"));
    assertEquals(200, status(there.port(), "/api/v1/admin/users"));
  }

  @Test
  void administratorsSeeAllInstancesFromEachOfThem() {
    Rest asking = there.rest().as(root);
    Eventually.within(SOON, () -> {
      List<JsonObject> told = asking.get("/admin/instances").entries("instances");
      boolean counted = told.size() == 2
          && told.get(0).getLong("messages_in") > 0
          && told.get(0).getInteger("sessions") == 1
          && told.stream().allMatch(one -> delivered(one) > 0);
      return counted ? null : told.toString();
    });
    List<JsonObject> told = asking.get("/admin/instances").entries("instances");
    assertEquals(
        List.of("here", "there"), told.stream().map(one -> one.getString("id")).toList());
    for (JsonObject one : told) {
      assertEquals("up", one.getString("store"));
      assertEquals("up", one.getString("redis"));
      JsonArray counts = one.getJsonObject("deliveries").getJsonArray("counts");
      JsonArray bounds = one.getJsonObject("deliveries").getJsonArray("bounds_us");
      assertEquals(bounds.size() + 1, counts.size());
      assertEquals(counts.getLong(bounds.size()), counts.getLong(bounds.size() - 1));
    }
  }

  /** What an instance has counted of its deliveries; it tells of itself now and then. */
  private static long delivered(JsonObject instance) {
    JsonArray counts = instance.getJsonObject("deliveries").getJsonArray("counts");
    return counts.getLong(counts.size() - 1);
  }

  @Test
  void administratorsFindPrivateRoomsAndEndThem() {
    Rest administrator = there.rest().as(root);
    Rest bea = there.rest().as(there.rest().register("bea", "a-good-password"));
    String id = bea.post(
            "/rooms", new JsonObject().put("name", "A quiet Corner").put("visibility", "private"))
        .expect(201)
        .getString("id");
    JsonObject text = new JsonObject().put("text", "hello");
    assertEquals(201, bea.post("/rooms/" + id + "/messages", text).status());
    assertEquals(201, bea.post("/direct", new JsonObject().put("user", "root")).status());
    List<JsonObject> found = administrator.get("/admin/rooms?q=quiet%20c").entries("rooms");
    assertEquals(1, found.size());
    JsonObject room = found.get(0);
    assertEquals(id, room.getString("id"));
    assertEquals("private", room.getString("visibility"));
    assertEquals(1, room.getInteger("messages"));
    assertFalse(room.getBoolean("kept"));
    JsonObject first = administrator.get("/admin/rooms?limit=1").expect(200);
    JsonObject second = administrator
        .get("/admin/rooms?limit=1&cursor=" + first.getString("cursor"))
        .expect(200);
    assertFalse(first.getJsonArray("rooms").equals(second.getJsonArray("rooms")));
    assertTrue(administrator.get("/admin/rooms").entries("rooms").stream()
        .noneMatch(each -> each.getString("visibility").equals("direct")));
    assertEquals(403, bea.get("/admin/rooms").status());
    assertEquals(204, administrator.delete("/rooms/" + id).status());
    assertEquals(List.of(), administrator.get("/admin/rooms?q=quiet%20c").entries("rooms"));
  }

  /** Of each metric the labels that it has. */
  private Map<String, Set<String>> exposed() {
    Map<String, Set<String>> exposed = new HashMap<>();
    Matcher sample = SAMPLE.matcher(get(operators, "/metrics", "").body());
    while (sample.find()) {
      Set<String> labels = exposed.computeIfAbsent(sample.group(1), name -> new HashSet<>());
      if (sample.group(2) != null) {
        Matcher label = Pattern.compile("([a-z_]+)=\"").matcher(sample.group(2));
        while (label.find()) {
          assertTrue(labels.add(label.group(1)) || !labels.isEmpty());
        }
      }
    }
    return exposed;
  }

  private static List<String> queries() throws IOException {
    List<String> queries = new ArrayList<>();
    for (Object panel : new JsonObject(Files.readString(Path.of("conf/grafana-dashboard.json")))
        .getJsonArray("panels")) {
      for (Object target : ((JsonObject) panel).getJsonArray("targets", new JsonArray())) {
        queries.add(((JsonObject) target).getString("expr"));
      }
    }
    Files.readAllLines(Path.of("conf/prometheus-alerts.yaml")).stream()
        .map(String::strip)
        .filter(line -> line.startsWith("expr: "))
        .forEach(line -> queries.add(line.substring("expr: ".length())));
    return queries;
  }

  @Test
  void everyQueryOfTheDashboardAndTheAlertsAsksForWhatIsThere() throws IOException {
    Map<String, Set<String>> exposed = exposed();
    List<String> missing = new ArrayList<>();
    Set<String> asked = new TreeSet<>();
    for (String query : queries()) {
      PromQuery.metrics(query).forEach((metric, labels) -> {
        asked.add(metric);
        for (String label : labels) {
          if (!OF_PROMETHEUS.contains(label)
              && !exposed.getOrDefault(metric, Set.of()).contains(label)) {
            missing.add(label + " of " + metric + " in " + query);
          }
        }
        if (!exposed.containsKey(metric) && !OF_PROMETHEUS.contains(metric)) {
          missing.add(metric + " in " + query);
        }
      });
    }
    assertEquals(List.of(), missing);
    Set<String> ours = exposed.keySet().stream()
        .filter(metric -> metric.startsWith("hubbub_"))
        .map(OperatingIT::stem)
        .collect(Collectors.toCollection(TreeSet::new));
    ours.removeAll(asked.stream().map(OperatingIT::stem).toList());
    assertEquals(Set.of("hubbub_spans"), ours, "measured, and on no panel and in no alert");
  }

  /** What a histogram, a summary or a counter is made of has one name. */
  private static String stem(String metric) {
    return metric.replaceAll("_(bucket|count|sum|max|total)$", "");
  }

  @Test
  void whatIsSaidIsCountedAndNobodyIsNamed() {
    String metrics = get(operators, "/metrics", "").body();
    for (String sample : List.of(
        "hubbub_sessions{kind=\"websocket\"} 1.0",
        "hubbub_users 1.0",
        "hubbub_subscriptions 1.0",
        "hubbub_store_up 1.0",
        "hubbub_redis_up 1.0",
        "hubbub_messages_out_total ",
        "hubbub_delivery_seconds_count{from=\"here\"} ",
        "hubbub_append_batch_drafts_count ",
        "hubbub_closes_total{code=\"4413\"} 0.0",
        "hubbub_limits_hit_total{limit=\"messages\"} 0.0",
        "process_resident_memory_bytes ")) {
      assertTrue(metrics.contains("\n" + sample), sample + "\n" + metrics);
    }
    for (String secret : List.of("root", "ann", ROOM, "secret-text", root.token())) {
      assertFalse(metrics.contains(secret), secret);
    }
  }

  private static List<String> hops(JsonObject journey) {
    return journey.getJsonArray("hops").stream()
        .map(hop -> ((JsonObject) hop).getString("hop"))
        .toList();
  }

  @Test
  void theWayOfAMessageIsToldFromBothInstances() {
    String path = "/admin/messages/" + ROOM + "/" + seq + "/trace";
    Rest asking = there.rest().as(root);
    Eventually.within(SOON, () -> {
      JsonArray instances = asking.get(path).expect(200).getJsonArray("instances");
      return instances.size() == 2 ? null : instances.encode();
    });
    JsonObject trace = asking.get(path).expect(200);
    JsonObject first = trace.getJsonArray("instances").getJsonObject(0);
    JsonObject second = trace.getJsonArray("instances").getJsonObject(1);
    assertEquals(
        List.of("there", "here"),
        List.of(first.getString("instance"), second.getString("instance")));
    assertEquals(List.of("heard", "written"), hops(first));
    assertEquals(Set.of("received", "committed", "published", "written"), Set.copyOf(hops(second)));
    assertEquals(List.of("received", "committed"), hops(second).subList(0, 2));
    assertEquals(1, first.getJsonArray("hops").getJsonObject(1).getInteger("sessions"));
    String debug = "trace " + trace.getString("trace") + " room " + ROOM + " seq " + seq;
    assertTrue(here.output().contains(debug + ": written"), here::output);
    assertFalse(here.output().contains("secret-text"), here::output);
    assertEquals(404, asking.get("/admin/messages/" + ROOM + "/999999/trace").status());
    assertEquals(404, asking.get("/admin/messages/no-such-room/1/trace").status());
    Rest.User bob = there.rest().register("bob", "a-good-password");
    assertEquals(403, there.rest().as(bob).get(path).status());
  }

  @Test
  void spansOfAMessageReachTheCollector() {
    Eventually.within(SOON, () -> {
      Set<String> names = collector.spans(seq).stream()
          .map(span -> span.getString("name"))
          .collect(Collectors.toSet());
      return names.equals(Set.of("hubbub.committed", "hubbub.published", "hubbub.written"))
          ? null
          : names.toString();
    });
    List<JsonObject> spans = collector.spans(seq);
    JsonObject commit = spans.stream()
        .filter(span -> span.getString("name").equals("hubbub.committed"))
        .findFirst()
        .orElseThrow();
    assertNull(commit.getString("parentSpanId"));
    for (JsonObject span : spans) {
      assertEquals(commit.getString("traceId"), span.getString("traceId"));
      assertTrue(span.getString("traceId").matches("[0-9a-f]{32}"));
      assertTrue(span.getString("spanId").matches("[0-9a-f]{16}"));
      if (!span.equals(commit)) {
        assertEquals(commit.getString("spanId"), span.getString("parentSpanId"));
      }
      assertTrue(Long.parseLong(span.getString("startTimeUnixNano"))
          <= Long.parseLong(span.getString("endTimeUnixNano")));
    }
    assertFalse(collector.received().contains("secret-text"));
  }

  @Test
  void aManagementPortThatIsTakenEndsItWithTwoAndNamesTheKey() {
    try (TcpProxy taken = TcpProxy.to(1);
        HubbubProcess instance = HubbubProcess.configured(
            new JsonObject().put("management", new JsonObject().put("port", taken.port())))) {
      instance.launch();
      assertEquals(2, instance.exitCode(SOON));
      assertTrue(
          instance.output().contains("management.port: port " + taken.port() + " is taken"),
          instance::output);
    }
  }
}
