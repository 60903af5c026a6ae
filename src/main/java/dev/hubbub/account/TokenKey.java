package dev.hubbub.account;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import org.jspecify.annotations.Nullable;

/**
 * One key and the one algorithm it is used with. It says whether a signature is right and nothing else: what the claims
 * mean, and whether they still hold, is for {@link Jwt}. Any thread may use it.
 */
final class TokenKey {
  private static final int ES256_BYTES = 64;
  private static final int RS256_LEAST_BYTES = 256;

  private final JWTAuth auth;
  private final String algorithm;

  private TokenKey(JWTAuth auth, String algorithm) {
    this.auth = auth;
    this.algorithm = algorithm;
  }

  /** A secret that both signs and proves, with HS256, as its UTF-8 bytes. */
  static TokenKey secret(Vertx vertx, String secret) {
    if (secret.isEmpty()) {
      throw new IllegalArgumentException("auth.secret is missing");
    }
    PubSecKeyOptions key = new PubSecKeyOptions().setAlgorithm("HS256").setBuffer(secret);
    return new TokenKey(JWTAuth.create(vertx, signatureOnly().addPubSecKey(key)), "HS256");
  }

  /** A pair of PEM keys for RS256 or ES256. */
  static TokenKey pair(
      Vertx vertx, String algorithm, @Nullable String privateKey, @Nullable String publicKey) {
    if (privateKey == null || publicKey == null) {
      throw new IllegalArgumentException(
          "auth.algorithm " + algorithm + " needs auth.private_key and auth.public_key");
    }
    JWTAuthOptions keys = signatureOnly()
        .addPubSecKey(new PubSecKeyOptions().setAlgorithm(algorithm).setBuffer(privateKey))
        .addPubSecKey(new PubSecKeyOptions().setAlgorithm(algorithm).setBuffer(publicKey));
    try {
      return new TokenKey(JWTAuth.create(vertx, keys), algorithm);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "auth.private_key or auth.public_key is no PEM key for " + algorithm, e);
    }
  }

  /** The public half of a pair, which proves and cannot sign. */
  static TokenKey proving(Vertx vertx, String algorithm, String publicKey) {
    PubSecKeyOptions key = new PubSecKeyOptions().setAlgorithm(algorithm).setBuffer(publicKey);
    try {
      return new TokenKey(JWTAuth.create(vertx, signatureOnly().addPubSecKey(key)), algorithm);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "auth.second_public_key is no PEM key for " + algorithm, e);
    }
  }

  /**
   * A public JSON Web Key for RS256 or ES256.
   *
   * @throws IllegalArgumentException where it is no such key
   */
  static TokenKey published(Vertx vertx, JsonObject jwk) {
    boolean rsa = "RSA".equals(jwk.getValue("kty"));
    boolean p256 = "EC".equals(jwk.getValue("kty")) && "P-256".equals(jwk.getValue("crv"));
    String algorithm = rsa ? "RS256" : "ES256";
    Object use = jwk.getValue("use", "sig");
    if (!(rsa || p256) || !algorithm.equals(jwk.getValue("alg", algorithm)) || !"sig".equals(use)) {
      throw new IllegalArgumentException("not a key for RS256 or ES256");
    }
    JsonObject key = rsa
        ? keep(jwk, "kty", "n", "e").put("alg", algorithm)
        : keep(jwk, "kty", "crv", "x", "y").put("alg", algorithm);
    return new TokenKey(JWTAuth.create(vertx, signatureOnly().addJwk(key)), algorithm);
  }

  private static JsonObject keep(JsonObject jwk, String... fields) {
    JsonObject kept = new JsonObject();
    for (String field : fields) {
      if (!(jwk.getValue(field) instanceof String value) || value.isEmpty()) {
        throw new IllegalArgumentException(field + " is missing");
      }
      kept.put(field, value);
    }
    return kept;
  }

  /** What a token says about time and issuer is ours to judge; the library is left the signature. */
  private static JWTAuthOptions signatureOnly() {
    return new JWTAuthOptions().setJWTOptions(new JWTOptions().setIgnoreExpiration(true));
  }

  /**
   * Whether this key signed it. Demands the algorithm and the three parts first: without a usable key the library takes
   * what is not signed at all.
   */
  boolean proves(Jwt token) {
    if (!algorithm.equals(token.algorithm()) || !hasLengthOfSignature(token.signatureBytes())) {
      return false;
    }
    try {
      // Decided at once: the future is complete when it is returned.
      return auth.authenticate(new TokenCredentials(token.compact())).succeeded();
    } catch (RuntimeException e) {
      // The library reads some claims by itself, and throws where one has the wrong type.
      return false;
    }
  }

  private boolean hasLengthOfSignature(int bytes) {
    return switch (algorithm) {
      case "HS256" -> bytes == 32;
      case "ES256" -> bytes == ES256_BYTES;
      default -> bytes >= RS256_LEAST_BYTES;
    };
  }

  /** Signs claims as they are. */
  String sign(JsonObject claims) {
    return auth.generateToken(
        claims, new JWTOptions().setAlgorithm(algorithm).setNoTimestamp(true));
  }
}
