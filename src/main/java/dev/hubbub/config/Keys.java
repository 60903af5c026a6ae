package dev.hubbub.config;

import static dev.hubbub.config.Key.either;
import static dev.hubbub.config.Key.key;
import static dev.hubbub.config.Key.optional;
import static dev.hubbub.config.Kind.flag;
import static dev.hubbub.config.Kind.list;
import static dev.hubbub.config.Kind.text;
import static dev.hubbub.config.Kind.whole;
import static dev.hubbub.config.Kind.word;
import static dev.hubbub.config.Texts.line;
import static dev.hubbub.config.Texts.matching;
import static dev.hubbub.config.Texts.path;
import static dev.hubbub.config.Texts.secret;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every key there is, those of {@link LimitKeys} among them. In the order in which they are documented. */
final class Keys {
  static final Key<String> PROFILE = optional(
      "profile",
      word("dev", "production"),
      "`production` with a configuration file, `dev` without one",
      "What the other defaults are: safe on a public address, or comfortable at one's own desk");
  static final Key<String> INSTANCE_ID = optional(
      "instance.id",
      matching(
          "1 to 64 letters, digits, dots, dashes or underscores",
          "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}"),
      "made at start",
      "This process among its like; never the same for two that run at once");

  static final Key<String> HTTP_HOST = either(
      "http.host",
      text("a host name or an IP address", Addresses::host),
      "127.0.0.1",
      "0.0.0.0",
      "The address to bind");
  static final Key<Integer> HTTP_PORT = key(
          "http.port",
          whole(0, 65_535),
          8080,
          "",
          "The port to bind; 0 takes a free one and logs it")
      .orVariable("PORT");
  static final Key<String> HTTP_PUBLIC_URL = optional(
      "http.public_url",
      text("an origin such as https://chat.example.org, without a path", Addresses::origin),
      "what the `Host` header says",
      "How the world calls this server");
  static final Key<List<String>> HTTP_ORIGINS = key(
      "http.origins",
      list(text("an origin such as https://chat.example.org", Addresses::originOrAny)),
      List.of(),
      "",
      "Further browser origins that may open a WebSocket; `*`, which is all of them, in development only");
  static final Key<List<String>> HTTP_TRUSTED_PROXIES = key(
      "http.trusted_proxies",
      list(text("a CIDR block such as 10.0.0.0/8", Addresses::cidr)),
      List.of(),
      "",
      "The proxies whose `X-Forwarded-For` is believed");
  static final Key<Boolean> HTTP_TOKEN_IN_URL = either(
      "http.token_in_url",
      flag(),
      true,
      false,
      "Whether `?token=` is taken; URLs end up in the logs of proxies");
  static final Key<Boolean> HTTP_COMPRESSION = key(
      "http.compression",
      flag(),
      false,
      "",
      "Whether permessage-deflate is offered; it costs memory for each session");
  static final Key<Integer> HTTP_BODY_BYTES =
      key("http.body_bytes", whole(1_024, 16_777_216), 65_536, "bytes", "The largest request body");
  static final Key<Integer> HTTP_REQUEST_SECONDS = key(
      "http.request_seconds", whole(1, 300), 10, "seconds", "Within which headers and body arrive");

  static final Key<String> AUTH_SECRET = optional(
          "auth.secret",
          secret(),
          "in development made at first start and kept in the data directory; in production required",
          "Signs access tokens; the same on all instances")
      .kept();
  static final Key<String> AUTH_SECOND_SECRET = optional(
          "auth.second_secret",
          secret(),
          "none",
          "Proves access tokens, too, and signs none: the next secret before it signs, the last one until its tokens have"
              + " ended")
      .kept();
  static final Key<String> AUTH_ALGORITHM = key(
      "auth.algorithm",
      word("HS256", "RS256", "ES256"),
      "HS256",
      "",
      "What access tokens are signed with");
  static final Key<String> AUTH_PRIVATE_KEY = optional(
          "auth.private_key",
          text("a private key in PKCS#8 PEM", Pem::privateKey),
          "none",
          "Signs, for `RS256` and `ES256`")
      .kept();
  static final Key<String> AUTH_PUBLIC_KEY = optional(
          "auth.public_key",
          new Kind.Text("a public key in PEM", Pem::publicKey, key -> "(a public key)"),
          "none",
          "Proves, for `RS256` and `ES256`")
      .kept();
  static final Key<String> AUTH_SECOND_PUBLIC_KEY = optional(
          "auth.second_public_key",
          new Kind.Text("a public key in PEM", Pem::publicKey, key -> "(a public key)"),
          "none",
          "Proves, too: that of the next pair before it signs, of the last one until its tokens have ended")
      .kept();
  static final Key<String> AUTH_ISSUER =
      key("auth.issuer", line(1, 255), "hubbub", "", "`iss` of the tokens made here");
  static final Key<String> AUTH_AUDIENCE =
      key("auth.audience", line(1, 255), "hubbub", "", "`aud` of the tokens taken here");
  static final Key<Integer> AUTH_ACCESS_SECONDS = key(
      "auth.access_seconds", whole(1, 86_400), 900, "seconds", "How long an access token lasts");
  static final Key<Integer> AUTH_REFRESH_SECONDS = key(
      "auth.refresh_seconds",
      whole(60, 31_536_000),
      2_592_000,
      "seconds",
      "How long a refresh token lasts");
  static final Key<Boolean> AUTH_REGISTRATION =
      key("auth.registration", flag(), true, "", "Whether anybody may register");
  static final Key<Boolean> AUTH_GUESTS =
      either("auth.guests", flag(), true, false, "Whether throw-away accounts are made for guests");
  static final Key<String> AUTH_JWKS_URL = optional(
      "auth.jwks_url",
      text("an http or https URL", Addresses::url),
      "none",
      "Where an outside issuer publishes its keys; its tokens are taken beside ours");
  static final Key<String> AUTH_JWKS_ISSUER =
      optional("auth.jwks_issuer", line(1, 255), "none", "`iss` of that issuer's tokens");
  static final Key<String> AUTH_JWKS_AUDIENCE =
      optional("auth.jwks_audience", line(1, 255), "none", "`aud` that its tokens must name");
  static final Key<String> AUTH_JWKS_USER_CLAIM = key(
      "auth.jwks_user_claim",
      line(1, 255),
      "preferred_username",
      "",
      "Which claim of it is the username");

  static final Key<String> DATA_DIR = key(
      "data.dir",
      path(),
      "data",
      "",
      "Where the embedded database and the development secret are kept");
  static final Key<String> DATABASE_URL = optional(
          "database.url",
          ServiceUrl.POSTGRESQL,
          "the embedded database",
          "The PostgreSQL that instances share")
      .kept()
      .orVariable("DATABASE_URL");
  static final Key<Integer> DATABASE_WAIT_SECONDS = key(
      "database.wait_seconds",
      whole(0, 600),
      30,
      "seconds",
      "How long a database that is not there is waited for at start");
  static final Key<Integer> DATABASE_POOL_SIZE =
      key("database.pool_size", whole(1, 1_000), 8, "", "Connections of this instance");
  static final Key<Integer> DATABASE_QUEUE = key(
      "database.queue",
      whole(1, 1_000_000),
      10_000,
      "",
      "Requests that may wait for a connection, and messages for a commit; one more is answered `unavailable`");
  static final Key<Integer> DATABASE_STATEMENT_MS = key(
      "database.statement_ms",
      whole(100, 60_000),
      3_000,
      "milliseconds",
      "The longest statement, waiting for locks included");
  static final Key<Integer> DATABASE_BATCH_EVENTS =
      key("database.batch_events", whole(1, 10_000), 256, "", "The most events in one commit");

  static final Key<String> REDIS_URL = optional(
          "redis.url", ServiceUrl.REDIS, "no Redis", "The Redis that instances share")
      .kept()
      .orVariable("REDIS_URL");
  static final Key<String> REDIS_PREFIX = key(
      "redis.prefix",
      matching(
          "1 to 64 characters without white space, braces or wildcards",
          "[^\\s{}*?\\[\\]\\p{Cntrl}]{1,64}"),
      "hubbub:",
      "",
      "Before every key and channel but the plain ones");
  static final Key<String> REDIS_CA = optional(
      "redis.ca",
      path(),
      "the JVM's own list",
      "A PEM file of the authority that signed the certificate of a `rediss://` server");
  static final Key<Integer> REDIS_COMMAND_MS = key(
      "redis.command_ms",
      whole(100, 60_000),
      2_000,
      "milliseconds",
      "The longest wait for a command");
  static final Key<Integer> REDIS_PROBE_MS = key(
      "redis.probe_ms",
      whole(100, 60_000),
      2_000,
      "milliseconds",
      "Between two probes of the subscription link");

  static final Key<List<RoomsConfig.Kept>> ROOMS = key(
      "rooms",
      new RoomList(),
      List.of(new RoomsConfig.Kept("general", "general", "", true)),
      "",
      "The public rooms that are always there; `newcomers` makes every new account a member");
  static final Key<List<PlainChannel>> CHANNELS = either(
      "channels",
      new ChannelList(),
      List.of(
          new PlainChannel("/chat/:user", "chats", PlainChannel.Format.NAMED, false),
          new PlainChannel("/ws", "chat_channel", PlainChannel.Format.RAW, true)),
      List.of(),
      "Plain channels: raw text over WebSocket for terminals, nobody logged in");

  static final Key<List<VerticleConfig>> VERTICLES = key(
          "verticles",
          new VerticleList(),
          List.<VerticleConfig>of(),
          "",
          "Verticles from the class path that are deployed beside Hubbub's own, and speak with it over the event bus")
      .kept();
  static final Key<Integer> INTERCEPT_TIMEOUT_MS = key(
      "intercept.timeout_ms",
      whole(10, 3_000),
      500,
      "milliseconds",
      "How long a verticle that looks at messages before they are kept is waited for");
  static final Key<String> INTERCEPT_ON_SILENCE = key(
      "intercept.on_silence",
      word("allow", "refuse"),
      "allow",
      "",
      "What becomes of a message that it says nothing about, or that nobody looks at, where `verticles` has any");

  static final Key<String> MANAGEMENT_HOST = key(
      "management.host",
      text("a host name or an IP address", Addresses::host),
      "127.0.0.1",
      "",
      "The address to bind for those who operate this instance");
  static final Key<Integer> MANAGEMENT_PORT = optional(
      "management.port",
      whole(0, 65_535),
      "`http.port` serves them too",
      "The port for them: `/metrics`, `/livez`, `/readyz`, `/version` and `/api/v1/admin` are there and not on `http.port`;"
          + " 0 takes a free one and logs it");
  static final Key<Boolean> METRICS_PUBLIC = key(
      "metrics.public",
      flag(),
      false,
      "",
      "Whether `http.port` serves `/metrics` to everybody, where there is no `management.port`; in development who sits at"
          + " the same machine always gets it");
  static final Key<Integer> TRACING_MESSAGES = key(
      "tracing.messages",
      whole(0, 1_000_000),
      1_000,
      "",
      "Of how many of the last messages this instance remembers the way, about 500 bytes each; 0 for none");
  static final Key<String> TRACING_OTLP_URL = optional(
      "tracing.otlp_url",
      text("an http or https URL", Addresses::url),
      "none",
      "An OpenTelemetry collector such as http://127.0.0.1:4318, whose `/v1/traces` gets spans as OTLP in JSON");

  static final Key<Integer> RETENTION_DAYS = key(
      "retention.days",
      whole(0, 36_500),
      0,
      "days",
      "After which events go from every room, with all that hangs on them; 0 keeps them. A room may be given fewer");
  static final Key<Integer> DRAIN_SECONDS = key(
      "drain.seconds",
      whole(0, 25),
      10,
      "seconds",
      "The longest time over which sessions are sent elsewhere before a stop, one after the other; few are within moments");
  static final Key<String> LOG_FORMAT =
      either("log.format", word("text", "json"), "text", "json", "How a log line looks");
  static final Key<String> LOG_LEVEL = key(
      "log.level",
      word("error", "warn", "info", "debug"),
      "info",
      "",
      "From where on a log line is written");
  static final Key<Integer> LOG_SECURITY_PER_SECOND = key(
      "log.security_per_second",
      whole(0, 100_000),
      10,
      "lines",
      "The most that the security log has of each kind of event in a second, five times as many at once; what is left out is counted; 0 for all");

  private static final List<Key<?>> BEFORE_LIMITS = List.of(
      PROFILE,
      INSTANCE_ID,
      HTTP_HOST,
      HTTP_PORT,
      HTTP_PUBLIC_URL,
      HTTP_ORIGINS,
      HTTP_TRUSTED_PROXIES,
      HTTP_TOKEN_IN_URL,
      HTTP_COMPRESSION,
      HTTP_BODY_BYTES,
      HTTP_REQUEST_SECONDS,
      AUTH_SECRET,
      AUTH_SECOND_SECRET,
      AUTH_ALGORITHM,
      AUTH_PRIVATE_KEY,
      AUTH_PUBLIC_KEY,
      AUTH_SECOND_PUBLIC_KEY,
      AUTH_ISSUER,
      AUTH_AUDIENCE,
      AUTH_ACCESS_SECONDS,
      AUTH_REFRESH_SECONDS,
      AUTH_REGISTRATION,
      AUTH_GUESTS,
      AUTH_JWKS_URL,
      AUTH_JWKS_ISSUER,
      AUTH_JWKS_AUDIENCE,
      AUTH_JWKS_USER_CLAIM,
      DATA_DIR,
      DATABASE_URL,
      DATABASE_WAIT_SECONDS,
      DATABASE_POOL_SIZE,
      DATABASE_QUEUE,
      DATABASE_STATEMENT_MS,
      DATABASE_BATCH_EVENTS,
      REDIS_URL,
      REDIS_PREFIX,
      REDIS_CA,
      REDIS_COMMAND_MS,
      REDIS_PROBE_MS);

  private static final List<Key<?>> AFTER_LIMITS = List.of(
      ROOMS,
      CHANNELS,
      VERTICLES,
      INTERCEPT_TIMEOUT_MS,
      INTERCEPT_ON_SILENCE,
      MANAGEMENT_HOST,
      MANAGEMENT_PORT,
      METRICS_PUBLIC,
      TRACING_MESSAGES,
      TRACING_OTLP_URL,
      RETENTION_DAYS,
      DRAIN_SECONDS,
      LOG_FORMAT,
      LOG_LEVEL,
      LOG_SECURITY_PER_SECOND);

  static final List<Key<?>> ALL = Stream.of(BEFORE_LIMITS, LimitKeys.ALL, AFTER_LIMITS)
      .<Key<?>>flatMap(List::stream)
      .toList();

  private static final Map<String, Key<?>> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Key::name, Function.identity()));

  private Keys() {}

  static Optional<Key<?>> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** Whether keys begin with this name and a dot, so that it is an object in the file. */
  static boolean isSection(String name) {
    return ALL.stream().anyMatch(key -> key.name().startsWith(name + "."));
  }

  /** What is told of a name that is no key. */
  static String unknown(String name) {
    return "no such key"
        + Nearest.of(name, BY_NAME.keySet())
            .map(near -> "; did you mean " + near + "?")
            .orElse("");
  }
}
