package dev.hubbub.account;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a client shows to get new tokens: 256 random bits, kept only as their SHA-256. {@link #toString()} does not show
 * it.
 */
record RefreshToken(String text) {
  private static final int BYTES = 32;
  private static final String MAC = "HmacSHA256";
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

  /** A new one. */
  static RefreshToken random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new RefreshToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /**
   * The one that follows {@code before}: the same each time it is asked for, so that an answer that was lost can be given
   * again although nobody has kept it.
   *
   * @param secret known to all instances and to nobody else: who has an old token cannot tell the next
   */
  static RefreshToken after(String before, String secret) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), MAC));
      String text = "hubbub refresh\0" + before; // apart from what else the secret signs
      byte[] bytes = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return new RefreshToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has HMAC with SHA-256", e);
    }
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
