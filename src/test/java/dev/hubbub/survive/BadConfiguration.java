package dev.hubbub.survive;

import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Postgres;
import dev.hubbub.testing.Redis;
import dev.hubbub.testing.TcpProxy;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An instance is started with a configuration, or services, that it cannot work with. */
final class BadConfiguration implements Fault {
  private static final Duration END = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SECRET = "gEheim-and-not-to-be-shown";

  private final List<Finding> findings = new ArrayList<>();

  @Override
  public String id() {
    return "F21";
  }

  @Override
  public String title() {
    return "Errors of the configuration";
  }

  @Override
  public List<Finding> run(Plan plan, long seed) {
    findings.clear();
    try (Postgres postgres = Postgres.start();
        Redis redis = Redis.start("--requirepass", "another-one");
        TcpProxy taken = TcpProxy.to(1);
        TcpProxy nobody = TcpProxy.to(1)) {
      nobody.refuse();
      String newer = newer(postgres);
      refuses("no secret", "auth.secret", HubbubProcess.exactly(production()));
      refuses("a short secret", "auth.secret", given(production(), "auth", "secret", "gEheim"));
      refuses("a port that is none", "http.port", given("http", "port", 70_000));
      refuses("a port that is taken", "http.port", given("http", "port", taken.port()));
      refuses(
          "a network that is none",
          "http.trusted_proxies",
          given("http", "trusted_proxies", new JsonArray().add("10.0.0.0/33")));
      refuses("an unknown key", "htpp", given("htpp", "port", SECRET));
      refuses("a value of the wrong kind", "limits.text", given("limits", "text", "long"));
      refuses(
          "a database that is not there",
          "database.url",
          database("hub:" + SECRET + "@127.0.0.1:" + nobody.port() + "/hubbub"));
      refuses(
          "a wrong password of the database",
          "database.url",
          database("hubbub:" + SECRET + "@127.0.0.1:" + postgres.port() + "/postgres"));
      refuses(
          "an address that is none",
          "database.url",
          database("hub:" + SECRET + "@host:port/hubbub"));
      refuses(
          "a schema of a newer jar",
          "database.url",
          database(newer.substring(newer.indexOf("//") + 2)));
      refuses(
          "a wrong password of Redis",
          "redis.url",
          given("redis", "url", "redis://:" + SECRET + "@127.0.0.1:" + redis.port()));
      refuses("a directory that cannot be", "data.dir", given("data", "dir", "/dev/null/data"));
      findings.add(Finding.told(
          "a schema of an older jar is brought up to date",
          "StoreOpeningTest.thoseWhoWereThereBeforeNamesWereLookedForAreFoundInPostgres"));
    }
    return List.copyOf(findings);
  }

  private void refuses(String what, String key, HubbubProcess instance) {
    try (instance) {
      long launched = System.nanoTime();
      instance.launch();
      int code = instance.exitCode(PATIENCE);
      Duration took = Duration.ofNanos(System.nanoTime() - launched);
      String output = instance.output();
      long naming = output.lines().filter(line -> line.strip().startsWith(key)).count();
      boolean clear = code == 2 && naming == 1 && !output.contains("Exception");
      boolean shown = output.contains("gEheim");
      findings.add(Finding.promise(
          what + ": status 2, one line that begins with " + key + ", no secret",
          "status " + code + ", " + naming + " line" + (shown ? ", the secret: " : ": ")
              + (clear && !shown ? "as told" : output),
          clear && !shown));
      findings.add(Finding.within(what, END, took));
    }
  }

  private static String newer(Postgres postgres) {
    String name = postgres.newDatabase();
    var unusedTable = postgres.query(
        name,
        "CREATE TABLE schema_versions (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)");
    var unusedRow =
        postgres.query(name, "INSERT INTO schema_versions VALUES (99, 'from-the-future', 0)");
    return postgres.uri(name);
  }

  private static JsonObject production() {
    return new JsonObject()
        .put("profile", "production")
        .put("http", new JsonObject().put("host", "127.0.0.1").put("port", 0));
  }

  private static HubbubProcess database(String rest) {
    return HubbubProcess.configured(new JsonObject()
        .put(
            "database",
            new JsonObject().put("url", "postgresql://" + rest).put("wait_seconds", 3)));
  }

  private static HubbubProcess given(String section, String key, Object value) {
    return HubbubProcess.configured(
        new JsonObject().put(section, new JsonObject().put(key, value)));
  }

  private static HubbubProcess given(JsonObject to, String section, String key, Object value) {
    return HubbubProcess.exactly(to.put(section, new JsonObject().put(key, value)));
  }
}
