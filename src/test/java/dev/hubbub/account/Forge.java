package dev.hubbub.account;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens by hand, the right ones and the wrong ones, without the code under test. */
public final class Forge {
  private Forge() {}

  /** The header of a token. */
  public static JsonObject header(String algorithm) {
    return new JsonObject().put("typ", "JWT").put("alg", algorithm);
  }

  /** Claims that are good now, for {@code alice}, account 7. */
  public static JsonObject claims() {
    long now = System.currentTimeMillis() / 1_000;
    return new JsonObject()
        .put("sub", "alice")
        .put("iss", "hubbub")
        .put("aud", "hubbub")
        .put("iat", now)
        .put("exp", now + 600)
        .put("jti", "j1")
        .put("uid", 7)
        .put("sid", "s1");
  }

  public static String part(JsonObject json) {
    return part(json.encode().getBytes(StandardCharsets.UTF_8));
  }

  public static String part(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  public static String hs256(JsonObject header, JsonObject claims, String secret) {
    return hs256(header, claims, secret.getBytes(StandardCharsets.UTF_8));
  }

  public static String hs256(JsonObject header, JsonObject claims, byte[] secret) {
    return hs256(header, claims.encode().getBytes(StandardCharsets.UTF_8), secret);
  }

  /** With claims that need not be JSON. */
  public static String hs256(JsonObject header, byte[] claims, byte[] secret) {
    String signed = part(header) + '.' + part(claims);
    return signed + '.' + part(hmac(signed, secret));
  }

  private static byte[] hmac(String signed, byte[] secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  public static String signed(JsonObject header, JsonObject claims, PrivateKey key) {
    String signed = part(header) + '.' + part(claims);
    boolean rsa = "RSA".equals(key.getAlgorithm());
    try {
      Signature signature =
          Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
      signature.initSign(key);
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + '.' + part(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  public static KeyPair rsa() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2_048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  public static KeyPair p256() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  public static String pem(String kind, byte[] der) {
    return "-----BEGIN " + kind + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END " + kind + "-----\n";
  }
}
