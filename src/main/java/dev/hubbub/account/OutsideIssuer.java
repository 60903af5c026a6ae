package dev.hubbub.account;

import dev.hubbub.config.AuthConfig;
import dev.hubbub.room.Names;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Somebody else who says who people are: signs tokens with RS256 or ES256 and publishes the keys as a JSON Web Key Set.
 *
 * <p>The keys are fetched at the start and every ten minutes; a token with a key that is not known has them fetched
 * again, though not more than once in thirty seconds. What was fetched last stays good while the issuer is away. Any
 * thread may use it.
 */
public final class OutsideIssuer {
  private static final Logger log = LoggerFactory.getLogger(OutsideIssuer.class);

  private static final long REFRESH_MS = 600_000;
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long FETCH_SECONDS = 5;
  private static final int MOST_BYTES = 262_144;
  private static final int MOST_KEYS = 32;

  private final Vertx vertx;
  private final HttpClient http;
  private final String url;
  private final String issuer;
  private final String audience;
  private final String userClaim;
  private final long longestLife;
  private final Clock clock;
  private final AtomicLong fetchedAt = new AtomicLong();
  private volatile Map<String, TokenKey> keys = Map.of();
  private volatile long timer = -1;

  private OutsideIssuer(Vertx vertx, AuthConfig config, String url, long longestLife, Clock clock) {
    this.vertx = vertx;
    this.url = url;
    this.issuer = demanded(config.jwksIssuer(), "auth.jwks_issuer");
    this.audience = demanded(config.jwksAudience(), "auth.jwks_audience");
    this.userClaim = config.jwksUserClaim();
    this.longestLife = longestLife;
    this.clock = clock;
    if (issuer.equals(config.issuer())) {
      throw new IllegalArgumentException("auth.jwks_issuer is auth.issuer; they must differ");
    }
    this.http = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(2_000));
  }

  /**
   * The issuer as configured.
   *
   * @return absent where none is
   * @throws IllegalArgumentException where it is configured by half
   */
  public static @Nullable OutsideIssuer with(Vertx vertx, AuthConfig config, Tokens tokens) {
    String url = config.jwksUrl();
    return url == null
        ? null
        : new OutsideIssuer(vertx, config, url, tokens.longestLife(), Clock.systemUTC());
  }

  private static String demanded(@Nullable String value, String key) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(key + " is missing beside auth.jwks_url");
    }
    return value;
  }

  /** Fetches the keys, and goes on doing so; an issuer that is away is waited for in the background. */
  public Future<Void> start() {
    timer = vertx.setPeriodic(REFRESH_MS, tick -> fetch().onFailure(OutsideIssuer::tell));
    return fetch().onFailure(OutsideIssuer::tell).otherwiseEmpty();
  }

  /** Stops fetching. */
  public Future<Void> stop() {
    vertx.cancelTimer(timer);
    return http.close();
  }

  /** Who it is that a token of this issuer speaks of; {@code UNAUTHORIZED} for all faults alike. */
  Future<Tokens.Proof> prove(Jwt token) {
    if (!issuer.equals(token.issuer()) || (token.namesKey() && token.key() == null)) {
      return Future.failedFuture(Unproven.refusal());
    }
    TokenKey key = key(token);
    if (key != null) {
      return proven(token, key);
    }
    if (!mayFetch()) {
      return Future.failedFuture(Unproven.refusal());
    }
    return fetch().onFailure(OutsideIssuer::tell).otherwiseEmpty().compose(fetched -> {
      TokenKey found = key(token);
      return found == null ? Future.failedFuture(Unproven.refusal()) : proven(token, found);
    });
  }

  /** The key a token names; for one that names none the only key there is. */
  private @Nullable TokenKey key(Jwt token) {
    Map<String, TokenKey> known = keys;
    String name = token.key();
    if (name != null) {
      return known.get(name);
    }
    return known.size() == 1 ? known.values().iterator().next() : null;
  }

  private Future<Tokens.Proof> proven(Jwt token, TokenKey key) {
    return Future.succeededFuture().map(now -> {
      if (!key.proves(token)) {
        throw Unproven.refusal();
      }
      long expires = token.demand(issuer, audience, clock.instant().getEpochSecond(), longestLife);
      String username = token.text(userClaim);
      if (!Names.isUsername(username)) {
        throw Unproven.refusal();
      }
      return new Tokens.Proof(username, null, Tokens.foreignLogin(token), expires * 1_000);
    });
  }

  private boolean mayFetch() {
    long last = fetchedAt.get();
    long now = System.nanoTime();
    return now - last > RETRY_NANOS && fetchedAt.compareAndSet(last, now);
  }

  private Future<Void> fetch() {
    fetchedAt.set(System.nanoTime());
    RequestOptions request = new RequestOptions()
        .setMethod(HttpMethod.GET)
        .setIdleTimeout(FETCH_SECONDS * 1_000)
        .setAbsoluteURI(url)
        .putHeader("Accept", "application/json");
    return http.request(request)
        .compose(sent -> sent.send())
        .compose(OutsideIssuer::body)
        .timeout(FETCH_SECONDS, TimeUnit.SECONDS)
        .map(body -> {
          keys = read(body.toJsonObject());
          log.info("The outside issuer publishes {} usable keys", keys.size());
          return null;
        });
  }

  private static Future<Buffer> body(HttpClientResponse response) {
    if (response.statusCode() != 200) {
      return Future.failedFuture("HTTP " + response.statusCode());
    }
    Promise<Buffer> body = Promise.promise();
    Buffer gathered = Buffer.buffer();
    response.handler(part -> {
      gathered.appendBuffer(part);
      if (gathered.length() > MOST_BYTES && body.tryFail("more than " + MOST_BYTES + " bytes")) {
        response.request().reset();
      }
    });
    response.exceptionHandler(body::tryFail);
    response.endHandler(end -> body.tryComplete(gathered));
    return body.future();
  }

  private Map<String, TokenKey> read(JsonObject set) {
    Map<String, TokenKey> read = new LinkedHashMap<>();
    JsonArray published = set.getJsonArray("keys", new JsonArray());
    for (Object entry : published) {
      if (entry instanceof JsonObject jwk && read.size() < MOST_KEYS) {
        String name = jwk.getValue("kid") instanceof String kid ? kid : "";
        try {
          read.put(name, TokenKey.published(vertx, jwk));
        } catch (RuntimeException e) {
          log.debug("A published key is not used: {}", e.toString());
        }
      }
    }
    return Map.copyOf(read);
  }

  private static void tell(Throwable cause) {
    log.warn(
        "The keys of the outside issuer (auth.jwks_url) cannot be fetched: {}", cause.toString());
  }
}
