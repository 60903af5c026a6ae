package dev.hubbub.account;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A compact JSON Web Token as it came, not proven yet: its form is checked, its signature is not. Whoever reads a claim
 * has had the signature checked before. {@link #toString()} shows none of it.
 */
final class Jwt {
  /** Characters of a token, at most. */
  static final int LONGEST = 4_096;

  /** Seconds by which the clock of an issuer may be ahead of ours. */
  static final long LEEWAY_SECONDS = 30;

  private static final int LONGEST_ID = 256;
  private static final Pattern COMPACT =
      Pattern.compile("([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)");

  /** Headers that would let a token choose its own key or change the meaning of the rest. */
  private static final Set<String> NEVER =
      Set.of("crit", "jku", "jwk", "x5u", "x5c", "b64", "enc", "zip", "nonce");

  private final String compact;
  private final JsonObject header;
  private final JsonObject claims;
  private final int signatureBytes;

  private Jwt(String compact, JsonObject header, JsonObject claims, int signatureBytes) {
    this.compact = compact;
    this.header = header;
    this.claims = claims;
    this.signatureBytes = signatureBytes;
  }

  /** Takes a token apart; one of another form is refused. */
  static Jwt read(String compact) {
    if (compact.length() > LONGEST) {
      throw Unproven.refusal();
    }
    Matcher parts = COMPACT.matcher(compact);
    if (!parts.matches()) {
      throw Unproven.refusal();
    }
    try {
      JsonObject header = json(parts.group(1));
      JsonObject claims = json(parts.group(2));
      if (header.fieldNames().stream().anyMatch(NEVER::contains)) {
        throw Unproven.refusal();
      }
      return new Jwt(compact, header, claims, bytes(parts.group(3)).length);
    } catch (IllegalArgumentException | DecodeException | ClassCastException e) {
      throw Unproven.refusal();
    }
  }

  private static JsonObject json(String part) {
    return new JsonObject(Buffer.buffer(bytes(part)));
  }

  private static byte[] bytes(String part) {
    return Base64.getUrlDecoder().decode(part);
  }

  /** The token as it came. */
  String compact() {
    return compact;
  }

  /** The algorithm it says it is signed with. */
  @Nullable
  String algorithm() {
    return header.getValue("alg") instanceof String alg ? alg : null;
  }

  /** Whether it names a key. */
  boolean namesKey() {
    return header.containsKey("kid");
  }

  /** The key it names; absent where it names none, or not by a string. */
  @Nullable
  String key() {
    return header.getValue("kid") instanceof String kid ? kid : null;
  }

  int signatureBytes() {
    return signatureBytes;
  }

  /** Who it says made it. */
  @Nullable
  String issuer() {
    return claims.getValue("iss") instanceof String issuer ? issuer : null;
  }

  boolean has(String claim) {
    return claims.containsKey(claim);
  }

  /** A claim that must be there and a string with something in it. */
  String text(String claim) {
    if (claims.getValue(claim) instanceof String text
        && !text.isEmpty()
        && text.length() <= LONGEST_ID) {
      return text;
    }
    throw Unproven.refusal();
  }

  /** A claim that must be there and a whole number. */
  long number(String claim) {
    Object value = claims.getValue(claim);
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    throw Unproven.refusal();
  }

  /**
   * Demands that all of {@code sub, iss, aud, iat, exp, jti} are there, that it comes from {@code issuer}, is meant for
   * {@code audience}, and holds now.
   *
   * @param longestLife seconds; one that holds for longer than that from now is refused, since the end of its login would
   *     be forgotten before it
   * @return when it ends, seconds since 1970
   */
  long demand(String issuer, String audience, long now, long longestLife) {
    boolean named =
        !text("sub").isEmpty() && !text("jti").isEmpty() && text("iss").equals(issuer);
    long expires = number("exp");
    boolean holds = expires > now
        && expires - now <= longestLife + LEEWAY_SECONDS
        && number("iat") <= now + LEEWAY_SECONDS
        && (!has("nbf") || number("nbf") <= now + LEEWAY_SECONDS);
    if (!named || !isFor(audience) || !holds) {
      throw Unproven.refusal();
    }
    return expires;
  }

  private boolean isFor(String audience) {
    Object value = claims.getValue("aud");
    if (value instanceof JsonArray several) {
      return several.stream().allMatch(String.class::isInstance) && several.contains(audience);
    }
    return audience.equals(value);
  }

  /** Shows nothing of it. */
  @Override
  public String toString() {
    return "Jwt";
  }
}
