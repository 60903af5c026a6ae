package dev.hubbub.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
  @TempDir
  Path directory = Path.of("");

  private ReaderFixture nothing = new ReaderFixture(directory);

  @BeforeEach
  void start() {
    nothing = new ReaderFixture(directory);
  }

  @Test
  void withoutAFileDevelopmentRuns() {
    Config config = nothing.config();
    assertEquals(Profile.DEV, config.profile());
    assertEquals("127.0.0.1", config.http().host());
    assertEquals(8080, config.http().port());
    assertTrue(config.http().tokenInUrl());
    assertTrue(config.auth().guests());
    assertFalse(config.jsonLogs());
    assertNull(config.redis());
    assertNull(config.database().url());
    assertEquals(
        List.of(
            new PlainChannel("/chat/:user", "chats", PlainChannel.Format.NAMED, false),
            new PlainChannel("/ws", "chat_channel", PlainChannel.Format.RAW, true)),
        config.channels());
    assertEquals(
        List.of(new RoomsConfig.Kept("general", "general", "", true)),
        config.rooms().kept());
  }

  @Test
  void aFileMeansProductionUnlessItSaysOtherwise() {
    Config production = ReaderFixture.production(directory, "{}").config();
    assertEquals(Profile.PRODUCTION, production.profile());
    assertEquals("0.0.0.0", production.http().host());
    assertFalse(production.http().tokenInUrl());
    assertFalse(production.auth().guests());
    assertTrue(production.jsonLogs());
    assertEquals(List.of(), production.channels());
    assertEquals(ReaderFixture.SECRET, production.auth().secret());
    assertEquals(Profile.DEV, nothing.file("{\"profile\":\"dev\"}").config().profile());
  }

  @Test
  void theEnvironmentMayAskForProductionWithoutAFile() {
    List<Fault> faults = nothing.environment("HUBBUB_PROFILE", "production").faults();
    assertEquals(List.of("auth.secret"), faults.stream().map(Fault::key).toList());
  }

  @Test
  void theCommandLineGoesBeforeTheEnvironmentBeforeTheFileBeforeTheDefault() {
    ReaderFixture reader = nothing.file("{\"profile\":\"dev\",\"http\":{\"port\":1001}}");
    assertEquals(1001, reader.config().http().port());
    reader = reader.environment("PORT", "1002");
    assertEquals(1002, reader.config().http().port());
    reader = reader.environment("HUBBUB_HTTP_PORT", "1003");
    assertEquals(1003, reader.config().http().port());
    reader = reader.argument("http.port", "1004");
    assertEquals(1004, reader.config().http().port());
  }

  @Test
  void conventionalVariablesAreReadAfterOurOwn() {
    nothing = nothing
        .environment("DATABASE_URL", "postgres://u:p@db/one")
        .environment("REDIS_URL", "redis://one");
    assertEquals("postgresql://u:p@db/one", nothing.config().database().url());
    assertEquals("redis://one", assertNotNullRedis(nothing.config()).url());
    nothing = nothing
        .environment("HUBBUB_DATABASE_URL", "postgresql://db/two")
        .environment("HUBBUB_REDIS_URL", "rediss://two:1/3");
    assertEquals("postgresql://db/two", nothing.config().database().url());
    assertEquals("rediss://two:1/3", assertNotNullRedis(nothing.config()).url());
  }

  @Test
  void anEmptyVariableSaysNothing() {
    assertEquals(
        8080,
        nothing
            .environment("HUBBUB_HTTP_PORT", "")
            .environment("PORT", "")
            .config()
            .http()
            .port());
  }

  @Test
  void aSecretMayComeFromAFileThatAVariableNames() {
    Path secret = nothing.write("secret", ReaderFixture.SECRET + "\n");
    nothing = nothing.file("{}").environment("HUBBUB_AUTH_SECRET_FILE", secret.toString());
    assertEquals(ReaderFixture.SECRET, nothing.config().auth().secret());
    Path url = nothing.write("url", "postgresql://u:p@db/name\r\n");
    nothing = nothing.environment("HUBBUB_DATABASE_URL_FILE", url.toString());
    assertEquals("postgresql://u:p@db/name", nothing.config().database().url());
  }

  @Test
  void listsInVariablesHaveCommasAndRoomsAndChannelsAreJson() {
    Config config = nothing
        .environment("HUBBUB_HTTP_TRUSTED_PROXIES", "10.0.0.0/8, ::1")
        .environment("HUBBUB_HTTP_ORIGINS", "https://A.example,http://b.example:8080/")
        .environment(
            "HUBBUB_ROOMS",
            "[{\"id\":\"dev\",\"topic\":\"T\"},{\"id\":\"all\",\"newcomers\":true}]")
        .environment("HUBBUB_CHANNELS", "[{\"path\":\"/x\",\"channel\":\"c\",\"format\":\"raw\"}]")
        .config();
    assertEquals(List.of("10.0.0.0/8", "::1/128"), config.http().trustedProxies());
    assertEquals(
        List.of("https://a.example", "http://b.example:8080"), config.http().origins());
    assertEquals(
        List.of(
            new RoomsConfig.Kept("dev", "dev", "T", false),
            new RoomsConfig.Kept("all", "all", "", true)),
        config.rooms().kept());
    assertEquals(
        List.of(new PlainChannel("/x", "c", PlainChannel.Format.RAW, true)), config.channels());
  }

  @Test
  void dottedNamesInTheFileAreTheSameKeys() {
    assertEquals(
        7000,
        nothing.file("{\"profile\":\"dev\",\"http.port\":7000}").config().http().port());
  }

  @Test
  void allFaultsAreToldAtOnceEachWithItsKeyAndWhereItWasSaid() {
    List<String> faults = nothing
        .file(
            """
            {
              "http": { "port": "8080", "prot": 1 },
              "limits": { "replay": -1 },
              "rooms": [{ "id": "Bad Id" }, { "id": "ok", "nmae": "x" }]
            }
            """)
        .environment("HUBBUB_LIMITS_SESSIONS", "many")
        .argument("drain.secs", "1")
        .faultLines();
    String file = directory.resolve("hubbub.json").toString();
    assertEquals(
        List.of(
            "--drain.secs (command line): no such key; did you mean drain.seconds?",
            "http.prot (" + file + ", line 2): no such key; did you mean http.port?",
            "http.port (" + file
                + ", line 2): must be a whole number from 0 to 65535, but is \"8080\"",
            "limits.replay (" + file
                + ", line 3): must be a whole number from 0 to 100000, but is -1",
            "limits.sessions (environment HUBBUB_LIMITS_SESSIONS): must be a whole number from 0 to 1000000000,"
                + " but is \"many\"",
            "rooms[0].id (" + file
                + ", line 4): must be 1 to 64 of a-z, 0-9 and dashes, not beginning with a dash,"
                + " but is \"Bad Id\"",
            "rooms[1].nmae (" + file
                + ", line 4): must be one of id, name, topic, newcomers, but is unknown",
            "auth.secret (not set): must be text of at least 32 bytes in production; set HUBBUB_AUTH_SECRET, or"
                + " HUBBUB_AUTH_SECRET_FILE to a file that holds it (openssl rand -base64 48 makes one)"),
        faults);
  }

  @Test
  void whatKubernetesSetsForAServiceCalledHubbubNeverBreaksTheStart() {
    Reading.Sound reading = nothing
        .environment("HUBBUB_PORT", "tcp://10.0.0.1:80")
        .environment("HUBBUB_SERVICE_HOST", "10.0.0.1")
        .environment("HUBBUB_SERVICE_PORT", "80")
        .environment("HUBBUB_PORT_80_TCP_ADDR", "10.0.0.1")
        .environment("HUBBUB_HTTP_PORT", "tcp://10.0.0.1:80")
        .environment("PORT", "9000")
        .sound();
    assertEquals(9000, reading.config().http().port());
    assertEquals(5, reading.warnings().size(), reading.warnings()::toString);
    assertTrue(
        reading.warnings().stream().allMatch(warning -> warning.startsWith("environment HUBBUB_")));
  }

  @Test
  void anUnknownVariableIsOneWarningThatDoesNotTellItsValue() {
    Reading.Sound reading = nothing.environment("HUBBUB_AUTH_SECRT", "hush").sound();
    assertEquals(
        List.of(
            "environment HUBBUB_AUTH_SECRT: no such key, ignored; did you mean HUBBUB_AUTH_SECRET?"),
        reading.warnings());
  }

  @Test
  void secretsAreNeverShown() {
    Reading.Sound reading = nothing
        .environment("HUBBUB_AUTH_SECRET", ReaderFixture.SECRET)
        .environment(
            "HUBBUB_DATABASE_URL",
            "postgresql://bob:pa%40ss@db:5432/x?sslmode=require&password=pa@ss")
        .environment("HUBBUB_REDIS_URL", "redis://:wordpass@cache")
        .sound();
    Map<String, String> shown = reading.lines().stream()
        .collect(java.util.stream.Collectors.toMap(Reading.Line::key, Reading.Line::value));
    assertEquals("***", shown.get("auth.secret"));
    assertEquals(
        "postgresql://bob:***@db:5432/x?sslmode=require&password=***", shown.get("database.url"));
    assertEquals("redis://:***@cache", shown.get("redis.url"));
    String all = reading.toString() + reading.config();
    for (String secret : List.of(ReaderFixture.SECRET, "pa%40ss", "pa@ss", "wordpass")) {
      assertFalse(all.contains(secret), secret);
    }
  }

  @Test
  void noFaultTellsASecret() {
    for (String key : List.of("auth.secret", "auth.private_key", "database.url", "redis.url")) {
      Reading reading = nothing.argument(key, "hush").read();
      assertTrue(reading.toString().contains(key), key);
      assertFalse(reading.toString().contains("hush"), key);
    }
    assertFalse(
        nothing.file("{\"auth\":{\"secret\":hushhush}}").faults().toString().contains("hush"));
  }

  @Test
  void everyLineTellsWhereItWasSaid() {
    Reading.Sound reading =
        nothing.file("{\"profile\":\"dev\"}").environment("PORT", "1").sound();
    Map<String, String> where = reading.lines().stream()
        .collect(java.util.stream.Collectors.toMap(Reading.Line::key, Reading.Line::where));
    assertEquals(directory.resolve("hubbub.json") + ", line 1", where.get("profile"));
    assertEquals("environment PORT", where.get("http.port"));
    assertEquals("command line", where.get("data.dir"));
    assertEquals("default", where.get("http.host"));
    assertEquals("kept in " + directory.resolve("data"), where.get("auth.secret"));
  }

  @Test
  void lookingMakesNothing() {
    Reading reading = ConfigReader.look(
        new Sources(null, Map.of("HUBBUB_DATA_DIR", directory + "/data"), Map.of()));
    assertTrue(reading instanceof Reading.Sound);
    assertFalse(Files.exists(directory.resolve("data")));
  }

  @Test
  void aPasswordIsRespelledSoThatEveryClientReadsTheSame() {
    Config config = nothing
        .environment("HUBBUB_DATABASE_URL", "postgresql://u:a+b$c%40@my_db/x")
        .environment("HUBBUB_REDIS_URL", "redis://u:a+b$@cache:6380/2")
        .config();
    assertEquals("postgresql://u:a%2Bb%24c%40@my_db/x", config.database().url());
    assertEquals("redis://u:a%2Bb%24@cache:6380/2", assertNotNullRedis(config).url());
  }

  @Test
  void instancesHaveIdsOfTheirOwnUnlessTold() {
    assertNotEquals(nothing.config().instanceId(), nothing.config().instanceId());
    assertEquals("a", nothing.argument("instance.id", "a").config().instanceId());
  }

  @Test
  void comfortsAreWarnedOfInProductionButDone() {
    Reading.Sound reading = ReaderFixture.production(
            directory,
            "{\"auth\":{\"guests\":true},\"http\":{\"token_in_url\":true,\"public_url\":\"http://x.example\","
                + "\"trusted_proxies\":[\"10.0.0.1\"]}}")
        .sound();
    assertTrue(reading.config().auth().guests());
    assertEquals(3, reading.warnings().size(), reading.warnings()::toString);
  }

  @Test
  void redisWithoutASharedDatabaseIsWarnedOf() {
    List<String> warnings =
        nothing.environment("REDIS_URL", "redis://127.0.0.1").sound().warnings();
    assertEquals(1, warnings.size());
    assertTrue(
        warnings.get(0).startsWith("redis.url (environment REDIS_URL): without database.url"));
  }

  @Test
  void verticlesAreReadWholeAndTheirConfigurationIsNotShown() {
    Reading.Sound reading = nothing
        .argument(
            "verticles",
            "[{\"name\":\"a.B\"},{\"name\":\"js:c\",\"instances\":2,\"config\":{\"k\":[1.5,null]}}]")
        .argument("intercept.on_silence", "refuse")
        .sound();
    JsonObject config = new JsonObject("{\"k\":[1.5,null]}");
    assertEquals(
        List.of(
            new VerticleConfig("a.B", 1, new JsonObject()), new VerticleConfig("js:c", 2, config)),
        reading.config().verticles());
    assertEquals(new InterceptConfig(500, false), reading.config().intercept());
    Reading.Line line = reading.lines().stream()
        .filter(one -> one.key().equals("verticles"))
        .findFirst()
        .orElseThrow();
    assertTrue(line.value().contains("js:c"), line.value());
    assertFalse(line.value().contains("1.5"), line.value());
  }

  private static RedisConfig assertNotNullRedis(Config config) {
    RedisConfig redis = config.redis();
    assertNotNull(redis);
    return redis;
  }
}
