package dev.hubbub.config;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** Puts the records together from settings without fault. */
final class Assembly {
  private static final String ID_LETTERS = "abcdefghjkmnpqrstvwxyz0123456789";
  private static final int ID_LENGTH = 8;

  private final Settings settings;

  private Assembly(Settings settings) {
    this.settings = settings;
  }

  static Config of(Settings settings) {
    return new Assembly(settings).config();
  }

  private Config config() {
    String id = settings.find(Keys.INSTANCE_ID);
    return new Config(
        settings.profile(),
        id == null ? madeId() : id,
        http(),
        limits(),
        auth(),
        database(),
        redis(),
        new RoomsConfig(settings.get(Keys.ROOMS)),
        settings.get(Keys.CHANNELS),
        settings.get(Keys.VERTICLES),
        new InterceptConfig(
            settings.get(Keys.INTERCEPT_TIMEOUT_MS),
            settings.get(Keys.INTERCEPT_ON_SILENCE).equals("allow")),
        new ManagementConfig(
            settings.get(Keys.MANAGEMENT_HOST),
            settings.find(Keys.MANAGEMENT_PORT),
            settings.get(Keys.METRICS_PUBLIC)),
        new TracingConfig(
            settings.get(Keys.TRACING_MESSAGES), settings.find(Keys.TRACING_OTLP_URL)),
        settings.get(Keys.RETENTION_DAYS),
        settings.get(Keys.DRAIN_SECONDS),
        settings.get(Keys.LOG_FORMAT).equals("json"),
        settings.get(Keys.LOG_LEVEL),
        settings.get(Keys.LOG_SECURITY_PER_SECOND));
  }

  private HttpConfig http() {
    return new HttpConfig(
        settings.get(Keys.HTTP_HOST),
        settings.get(Keys.HTTP_PORT),
        settings.find(Keys.HTTP_PUBLIC_URL),
        settings.get(Keys.HTTP_ORIGINS),
        settings.get(Keys.HTTP_TRUSTED_PROXIES),
        settings.get(Keys.HTTP_TOKEN_IN_URL),
        settings.get(Keys.HTTP_COMPRESSION),
        settings.get(Keys.HTTP_BODY_BYTES),
        settings.get(Keys.HTTP_REQUEST_SECONDS));
  }

  private LimitsConfig limits() {
    return new LimitsConfig(
        settings.get(LimitKeys.TEXT),
        settings.get(LimitKeys.FRAME),
        settings.get(LimitKeys.REPLAY),
        settings.get(LimitKeys.OUTBOX_BYTES),
        settings.get(LimitKeys.STALL_SECONDS),
        settings.get(LimitKeys.HEARTBEAT_MS),
        settings.get(LimitKeys.AUTH_SECONDS),
        settings.get(LimitKeys.MESSAGES_PER_SECOND),
        settings.get(LimitKeys.MESSAGES_BURST),
        settings.get(LimitKeys.FRAMES_PER_SECOND),
        settings.get(LimitKeys.SESSIONS_PER_USER),
        settings.get(LimitKeys.SESSIONS_PER_ADDRESS),
        settings.get(LimitKeys.SESSIONS),
        settings.get(LimitKeys.ROOMS_PER_SESSION),
        settings.get(LimitKeys.HANDSHAKES_PER_SECOND),
        settings.get(LimitKeys.LOGINS_PER_MINUTE),
        settings.get(LimitKeys.REGISTRATIONS_PER_HOUR),
        settings.get(LimitKeys.ROOMS_PER_DAY),
        settings.get(LimitKeys.ROOMS_PER_USER),
        settings.get(LimitKeys.INVITE_TRIES_PER_MINUTE),
        settings.get(LimitKeys.HISTORY_PER_SECOND),
        settings.get(LimitKeys.ROOM_MESSAGES_PER_SECOND),
        settings.get(LimitKeys.PRESENCE_MEMBERS),
        settings.get(LimitKeys.RECEIPT_MEMBERS),
        settings.get(LimitKeys.EDIT_SECONDS),
        settings.get(LimitKeys.SEARCH_PER_SECOND),
        settings.get(LimitKeys.SEARCH_MS),
        settings.get(LimitKeys.ANSWER_BYTES));
  }

  private AuthConfig auth() {
    return new AuthConfig(
        settings.get(Keys.AUTH_SECRET),
        settings.find(Keys.AUTH_SECOND_SECRET),
        settings.get(Keys.AUTH_ISSUER),
        settings.get(Keys.AUTH_AUDIENCE),
        settings.get(Keys.AUTH_ACCESS_SECONDS),
        settings.get(Keys.AUTH_REFRESH_SECONDS),
        settings.get(Keys.AUTH_GUESTS),
        settings.get(Keys.AUTH_REGISTRATION),
        settings.get(Keys.AUTH_ALGORITHM),
        settings.find(Keys.AUTH_PRIVATE_KEY),
        settings.find(Keys.AUTH_PUBLIC_KEY),
        settings.find(Keys.AUTH_SECOND_PUBLIC_KEY),
        settings.find(Keys.AUTH_JWKS_URL),
        settings.find(Keys.AUTH_JWKS_ISSUER),
        settings.find(Keys.AUTH_JWKS_AUDIENCE),
        settings.get(Keys.AUTH_JWKS_USER_CLAIM));
  }

  private DatabaseConfig database() {
    return new DatabaseConfig(
        settings.find(Keys.DATABASE_URL),
        Path.of(settings.get(Keys.DATA_DIR)),
        settings.get(Keys.DATABASE_WAIT_SECONDS),
        settings.get(Keys.DATABASE_POOL_SIZE),
        settings.get(Keys.DATABASE_QUEUE),
        settings.get(Keys.DATABASE_STATEMENT_MS),
        settings.get(Keys.DATABASE_BATCH_EVENTS));
  }

  private @Nullable RedisConfig redis() {
    String url = settings.find(Keys.REDIS_URL);
    return url == null
        ? null
        : new RedisConfig(
            url,
            settings.get(Keys.REDIS_PREFIX),
            settings.find(Keys.REDIS_CA),
            settings.get(Keys.REDIS_COMMAND_MS),
            settings.get(Keys.REDIS_PROBE_MS));
  }

  private static String madeId() {
    SecureRandom random = new SecureRandom();
    StringBuilder id = new StringBuilder(ID_LENGTH);
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(ID_LETTERS.charAt(random.nextInt(ID_LETTERS.length())));
    }
    return id.toString();
  }
}
