package dev.hubbub.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hubbub.account.Administration;
import dev.hubbub.account.Authenticator;
import dev.hubbub.account.Departures;
import dev.hubbub.account.Logins;
import dev.hubbub.account.MemoryAccounts;
import dev.hubbub.account.Newcomers;
import dev.hubbub.account.PasswordProof;
import dev.hubbub.account.Passwords;
import dev.hubbub.account.Profiles;
import dev.hubbub.account.Revocations;
import dev.hubbub.account.Settings;
import dev.hubbub.account.SilentBroker;
import dev.hubbub.account.Tokens;
import dev.hubbub.bus.LocalBus;
import dev.hubbub.config.Config;
import dev.hubbub.config.DatabaseConfig;
import dev.hubbub.config.HttpConfig;
import dev.hubbub.config.InterceptConfig;
import dev.hubbub.config.LimitsConfig;
import dev.hubbub.config.ManagementConfig;
import dev.hubbub.config.Profile;
import dev.hubbub.config.TracingConfig;
import dev.hubbub.gateway.web.Client;
import dev.hubbub.history.InvitesClient;
import dev.hubbub.history.MembersClient;
import dev.hubbub.hub.HubClient;
import dev.hubbub.hub.PresenceClient;
import dev.hubbub.hub.Traces;
import dev.hubbub.ops.Health;
import dev.hubbub.ops.Metrics;
import dev.hubbub.ops.Trails;
import dev.hubbub.protocol.CommandParser;
import dev.hubbub.room.Rooms.NewRoom;
import dev.hubbub.room.Rooms.Slice;
import dev.hubbub.room.Search;
import dev.hubbub.room.SharedLimits;
import dev.hubbub.room.User;
import dev.hubbub.room.Visibility;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The HTTP routes behind a real server on a free port, with the ports in memory. */
final class HttpFixture implements AutoCloseable {
  static final int BODY_BYTES = 20_000;

  final MemoryAccounts accounts = new MemoryAccounts();
  final MemoryRooms rooms = new MemoryRooms();

  /** Finds nothing unless a test tells it what. */
  volatile Search search = query -> Future.succeededFuture(new Slice<>(List.of(), null));

  final Router routes;
  private final Metrics metrics = new Metrics("test");
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpServer server;

  /** Limits that nobody meets, in production. */
  HttpFixture() {
    this(Profile.PRODUCTION, Settings.rates(Map.of()));
  }

  HttpFixture(Profile profile, LimitsConfig bounds) {
    Config config = config(profile, bounds);
    Limits limits = Limits.of(bounds, SharedLimits.alone(), metrics.limits());
    Revocations ended = new Revocations(
        vertx, accounts, listener -> new SilentBroker(), Duration.ofMinutes(15), logins -> {});
    Tokens tokens = Tokens.with(vertx, config.auth());
    Newcomers newcomers = new Newcomers(accounts, config.rooms(), rooms::append);
    Passwords passwords = Passwords.with(vertx);
    Logins logins = new Logins(
        config.auth(),
        config.limits(),
        accounts,
        accounts,
        newcomers,
        passwords,
        tokens,
        ended,
        SharedLimits.alone());
    Authenticator authenticator = new Authenticator(tokens, null, ended, accounts, newcomers);
    // Nobody serves these: what reaches them is answered unavailable.
    LocalBus.install(vertx);
    Trails trails = new Trails("i1", config.tracing(), null);
    HubClient hub = new HubClient(vertx, 1, trails, metrics.hub());
    PresenceClient presence = new PresenceClient(vertx);
    Roster roster = new Roster(new MembersClient(vertx), presence);
    Receipts receipts = new Receipts(rooms, hub);
    Door door = new Door(
        "i1",
        "test",
        bounds,
        new CommandParser(bounds),
        hub,
        rooms,
        rooms,
        roster,
        receipts,
        presence,
        authenticator,
        new Speech(limits, rooms, rooms::append),
        limits.history(),
        limits.answers(),
        new SessionRegistry(bounds),
        limits.frames(),
        metrics.sessions(),
        metrics.deliveries());
    Departures departures =
        new Departures(vertx, accounts, rooms::append, new SilentBroker()::forget);
    ApiRouter.Ports ports = new ApiRouter.Ports(
        authenticator,
        logins,
        new Profiles(
            accounts,
            accounts,
            passwords,
            new PasswordProof(accounts, passwords, config.limits(), SharedLimits.alone()),
            ended,
            departures),
        new Administration(accounts, accounts, ended, departures),
        rooms,
        new MembersClient(vertx),
        new InvitesClient(vertx),
        rooms,
        query -> search.find(query),
        rooms::append,
        roster,
        receipts,
        presence,
        new Traces(vertx, trails, true, listener -> new SilentBroker()),
        () -> Future.succeededFuture(List.of()));
    ApiRouter api = new ApiRouter(config, ports, limits);
    User system = new User(0, "system");
    var unused =
        in5s(rooms.create(new NewRoom(system, "general", "General", "", Visibility.PUBLIC)));
    OpsRouter ops = new OpsRouter(
        new Health(() -> Future.succeededFuture(true), null, () -> false),
        "test",
        metrics::text,
        request -> profile == Profile.DEV);
    WebRouter web = new WebRouter(config.http(), () -> Client.in("/dev/hubbub/gateway/web/"));
    routes = new GatewayVerticle.Routes(config.http(), api, ops, new DocsRouter("test"), web)
        .router(
            vertx,
            new StreamsRouter(
                vertx,
                new Sessions(vertx, door),
                door,
                new ClientAddress(config.http(), config.profile())));
    server = in5s(vertx
        .createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
        .requestHandler(routes)
        .listen(0, "127.0.0.1"));
  }

  private static Config config(Profile profile, LimitsConfig bounds) {
    return new Config(
        profile,
        "i1",
        new HttpConfig(
            "127.0.0.1",
            0,
            null,
            List.of(),
            List.of("127.0.0.1/32", "10.0.0.0/8"),
            false,
            false,
            BODY_BYTES,
            1),
        bounds,
        Settings.auth(),
        new DatabaseConfig(null, Path.of("data"), 30, 8, 10_000, 3_000, 256),
        null,
        Settings.rooms(),
        List.of(),
        List.of(),
        new InterceptConfig(500, true),
        new ManagementConfig("127.0.0.1", null, false),
        new TracingConfig(100, null),
        0,
        10,
        false,
        "info",
        10);
  }

  static <T> T in5s(Future<T> answer) {
    try {
      return answer.await(5, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("no answer", e);
    }
  }

  /** A request to be refined; {@code path} is below {@code /api/v1}. */
  HttpRequest.Builder request(String method, String path, @Nullable String body) {
    return pageRequest(method, "/api/v1" + path, body);
  }

  /** A request to be refined; {@code path} is a whole one. */
  HttpRequest.Builder pageRequest(String method, String path, @Nullable String body) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.actualPort() + path))
        .timeout(Duration.ofSeconds(10));
    return body == null
        ? builder.method(method, BodyPublishers.noBody())
        : builder
            .method(method, BodyPublishers.ofString(body))
            .header("Content-Type", "application/json");
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  HttpResponse<String> send(String method, String path, @Nullable String body) {
    return send(request(method, path, body));
  }

  HttpResponse<String> send(String method, String path, @Nullable String body, String token) {
    return send(request(method, path, body).header("Authorization", "Bearer " + token));
  }

  /** The access token of a new guest. */
  String guest() {
    HttpResponse<String> answer = send("POST", "/auth/guest", null);
    assertEquals(201, answer.statusCode(), answer::body);
    return new JsonObject(answer.body()).getString("access_token");
  }

  /** What is answered to bytes sent as they are, until the server closes. */
  String raw(String request) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asserts that it is a problem document with these, and nothing else in it. */
  static void assertProblem(int status, String code, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode(), answer::body);
    assertEquals(
        "application/problem+json", answer.headers().firstValue("Content-Type").orElse(""));
    JsonObject problem = new JsonObject(answer.body());
    assertEquals(status, problem.getInteger("status"));
    assertEquals(code, problem.getString("code"));
    for (String field : List.of("type", "title", "detail")) {
      assertEquals(String.class, problem.getValue(field).getClass(), field);
    }
  }

  @Override
  public void close() {
    var unused = in5s(vertx.close());
  }
}
