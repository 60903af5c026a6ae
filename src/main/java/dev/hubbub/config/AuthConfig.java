package dev.hubbub.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is believed ({@code auth.*}). {@link #toString()} shows no secret.
 *
 * @param secret signs and proves access tokens with HS256, as its UTF-8 bytes ({@code auth.secret}, at least 32 bytes;
 *     made and kept in the data directory in development)
 * @param secondSecret proves access tokens, too, while secrets are changed, and signs none ({@code auth.second_secret})
 * @param issuer {@code iss} of the tokens made here ({@code auth.issuer}, hubbub)
 * @param audience {@code aud} of the tokens taken here ({@code auth.audience}, hubbub)
 * @param accessSeconds how long an access token lasts ({@code auth.access_seconds}, 900)
 * @param refreshSeconds how long a refresh token lasts ({@code auth.refresh_seconds}, 2,592,000)
 * @param guests whether {@code POST /auth/guest} makes throw-away accounts ({@code auth.guests}; development only by
 *     default)
 * @param registration whether {@code POST /auth/register} is open ({@code auth.registration}, true)
 * @param algorithm what access tokens are signed with ({@code auth.algorithm}: HS256, RS256 or ES256)
 * @param privateKey PKCS#8 PEM that signs, for RS256 and ES256 ({@code auth.private_key})
 * @param publicKey PEM that proves, for RS256 and ES256 ({@code auth.public_key})
 * @param secondPublicKey PEM that proves, too, while pairs are changed ({@code auth.second_public_key})
 * @param jwksUrl where an outside issuer publishes its keys ({@code auth.jwks_url}); its tokens are taken beside ours
 * @param jwksIssuer {@code iss} of that issuer's tokens ({@code auth.jwks_issuer})
 * @param jwksAudience {@code aud} that its tokens must name ({@code auth.jwks_audience})
 * @param jwksUserClaim which claim is the username ({@code auth.jwks_user_claim}, preferred_username)
 */
public record AuthConfig(
    String secret,
    @Nullable String secondSecret,
    String issuer,
    String audience,
    int accessSeconds,
    int refreshSeconds,
    boolean guests,
    boolean registration,
    String algorithm,
    @Nullable String privateKey,
    @Nullable String publicKey,
    @Nullable String secondPublicKey,
    @Nullable String jwksUrl,
    @Nullable String jwksIssuer,
    @Nullable String jwksAudience,
    String jwksUserClaim) {
  /** The secrets that instances of this server know now; the first is what new things are made with. */
  public List<String> secrets() {
    return secondSecret == null ? List.of(secret) : List.of(secret, secondSecret);
  }

  @Override
  public String toString() {
    return "AuthConfig[issuer=" + issuer + ", audience=" + audience + ", algorithm=" + algorithm
        + "]";
  }
}
