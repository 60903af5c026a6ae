package dev.hubbub.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What a client shows to get new tokens: 256 random bits, kept only as their SHA-256. {@link #toString()} does not show
 * it.
 */
record RefreshToken(String text) {
  private static final int BYTES = 32;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

  /** A new one. */
  static RefreshToken random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new RefreshToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** Whether it looks like one, which an access token does not. */
  static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  /** What the store knows it by: SHA-256 in hex. */
  static String hash(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  String hash() {
    return hash(text);
  }

  @Override
  public String toString() {
    return "RefreshToken";
  }
}
