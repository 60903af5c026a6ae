package dev.hubbub.gateway;

import dev.hubbub.room.User;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What opens an invitation: 128 bits that nobody can guess, in base64url. Nothing keeps it: the store knows its hash, and
 * it stands in no log. Immutable.
 */
final class InviteCode {
  private static final int BYTES = 16;
  private static final Pattern SPELLED = Pattern.compile("[A-Za-z0-9_-]{22}");
  private static final String MAC = "HmacSHA256";

  private final String text;

  private InviteCode(String text) {
    this.text = text;
  }

  private static InviteCode of(byte[] bits) {
    return new InviteCode(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }

  /** One that has never been. */
  static InviteCode random(SecureRandom random) {
    byte[] bits = new byte[BYTES];
    random.nextBytes(bits);
    return of(bits);
  }

  /**
   * The one that belongs to a wish: the same again for the same key, so that the answer to a repeated wish is the same
   * although nobody has kept it.
   *
   * @param secret known to all instances and to nobody else
   */
  static InviteCode derived(String secret, User maker, String room, String key) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), MAC));
      // No part holds a NUL, so no two wishes are one text. The first keeps it apart from what
      // else the secret signs.
      String wish = String.join("\0", "hubbub invite", Long.toString(maker.id()), room, key);
      return of(Arrays.copyOf(mac.doFinal(wish.getBytes(StandardCharsets.UTF_8)), BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The code that somebody shows; absent where it cannot be one. */
  static @Nullable InviteCode shown(@Nullable String text) {
    return text != null && SPELLED.matcher(text).matches() ? new InviteCode(text) : null;
  }

  /** The code itself, for who has made it. */
  String text() {
    return text;
  }

  /** SHA-256 of it, in hex: what the store knows it by. */
  String hash() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
