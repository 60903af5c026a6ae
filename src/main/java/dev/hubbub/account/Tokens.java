package dev.hubbub.account;

import dev.hubbub.config.AuthConfig;
import dev.hubbub.room.Names;
import dev.hubbub.room.User;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The access tokens signed with this server's own key. Any thread may use it; nothing here waits.
 *
 * <p>While keys are changed there is a second one that proves and never signs. A token names no key, so it cannot choose.
 *
 * <p>One algorithm is taken, the configured one, and a token that says another is refused before its signature is looked
 * at. Nothing a token says is believed before that.
 */
public final class Tokens {
  /** A token made elsewhere with our key may hold for a day from now at most; ours for {@code auth.access_seconds}. */
  private static final long FOREIGN_LIFE_SECONDS = 24 * 3_600;

  private static final int ID_BYTES = 16;

  private final AuthConfig config;
  private final TokenKey key;
  private final List<TokenKey> proving;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  private Tokens(AuthConfig config, List<TokenKey> keys, Clock clock) {
    this.config = config;
    this.key = keys.get(0);
    this.proving = keys;
    this.clock = clock;
  }

  /**
   * Tokens as configured.
   *
   * @throws IllegalArgumentException where the keys are missing, broken, or do not belong together
   */
  public static Tokens with(Vertx vertx, AuthConfig config) {
    return with(vertx, config, Clock.systemUTC());
  }

  static Tokens with(Vertx vertx, AuthConfig config, Clock clock) {
    Tokens tokens = new Tokens(config, keys(vertx, config), clock);
    tokens.demandThatKeysFit();
    return tokens;
  }

  /** The one that signs, and those that only prove. */
  private static List<TokenKey> keys(Vertx vertx, AuthConfig config) {
    return switch (config.algorithm()) {
      case "HS256" -> config.secrets().stream()
          .map(secret -> TokenKey.secret(vertx, secret))
          .toList();
      case "RS256", "ES256" -> pairs(vertx, config);
      default -> throw new IllegalArgumentException("auth.algorithm is not HS256, RS256 or ES256");
    };
  }

  private static List<TokenKey> pairs(Vertx vertx, AuthConfig config) {
    List<TokenKey> keys = new ArrayList<>();
    keys.add(TokenKey.pair(vertx, config.algorithm(), config.privateKey(), config.publicKey()));
    String second = config.secondPublicKey();
    if (second != null) {
      keys.add(TokenKey.proving(vertx, config.algorithm(), second));
    }
    return List.copyOf(keys);
  }

  private void demandThatKeysFit() {
    boolean fits;
    try {
      fits = key.proves(Jwt.read(issue(new User(1, "somebody"), id())));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("auth.private_key cannot sign", e);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "auth.public_key does not prove what auth.private_key signs");
    }
  }

  /** A new access token for a login. */
  String issue(User user, String login) {
    return issue(user, login, config.accessSeconds());
  }

  /** A new access token for a login, which holds for so many seconds: no more than {@link #longestLife}. */
  String issue(User user, String login, long seconds) {
    long now = clock.instant().getEpochSecond();
    return key.sign(new JsonObject()
        .put("sub", user.username())
        .put("iss", config.issuer())
        .put("aud", config.audience())
        .put("iat", now)
        .put("exp", now + seconds)
        .put("jti", id())
        .put("uid", user.id())
        .put("sid", login));
  }

  /** Whether the token says that we made it. Worth nothing until {@link #prove} agrees. */
  boolean isOurs(Jwt token) {
    return config.issuer().equals(token.issuer());
  }

  /**
   * Who it is that a token of ours speaks of; {@code UNAUTHORIZED} for all faults alike. Whether the login has ended is
   * for {@link Authenticator}.
   */
  Proof prove(Jwt token) {
    if (token.namesKey() || proving.stream().noneMatch(one -> one.proves(token))) {
      throw Unproven.refusal();
    }
    long expires = token.demand(
        config.issuer(), config.audience(), clock.instant().getEpochSecond(), longestLife());
    String username = token.text("sub");
    if (!Names.isUsername(username)) {
      throw Unproven.refusal();
    }
    if (!token.has("uid") && !token.has("sid")) {
      return new Proof(username, null, foreignLogin(token), expires * 1_000);
    }
    long account = token.number("uid");
    return new Proof(username, account, token.text("sid"), expires * 1_000);
  }

  /** Seconds from now for which a token may hold at most: for so long the end of a login is remembered. */
  public long longestLife() {
    return Math.max(config.accessSeconds(), FOREIGN_LIFE_SECONDS);
  }

  /** Seconds for which a token made here holds. */
  long accessSeconds() {
    return config.accessSeconds();
  }

  /** A random id that nobody guesses. */
  String id() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The id of the login that a token from elsewhere is all by itself. */
  static String foreignLogin(Jwt token) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256")
          .digest((token.text("iss") + '\n' + token.text("jti")).getBytes(StandardCharsets.UTF_8));
      return Identity.FOREIGN + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /**
   * What a token proves.
   *
   * @param account the number of the account, where the token tells
   * @param login the login it belongs to
   */
  record Proof(String username, @Nullable Long account, String login, long expiresAtMs) {}
}
