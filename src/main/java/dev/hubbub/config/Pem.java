package dev.hubbub.config;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keys as PEM text. They are tried at start, because the library that uses them only logs a broken one and then trusts
 * anything.
 */
final class Pem {
  private static final int LEAST_RSA_BITS = 2_048;
  private static final int EC_BITS = 256;

  private Pem() {}

  /** The text, if it holds a PKCS#8 private key for RSA or EC. */
  static Optional<String> privateKey(String pem) {
    return readPrivate(pem).map(key -> pem.strip() + "\n");
  }

  /** The text, if it holds a public key for RSA or EC. */
  static Optional<String> publicKey(String pem) {
    return readPublic(pem).map(key -> pem.strip() + "\n");
  }

  /** Whether the key is one for the algorithm, and long enough: RSA of 2,048 bits or more, or EC on P-256. */
  static boolean suits(String algorithm, String pem) {
    Optional<Key> key = readPrivate(pem).map(Key.class::cast).or(() -> readPublic(pem));
    return key.filter(it -> algorithm.equals("RS256")
            ? it instanceof RSAKey rsa && rsa.getModulus().bitLength() >= LEAST_RSA_BITS
            : it instanceof ECKey ec && isP256(ec))
        .isPresent();
  }

  /** Whether what the one signs the other proves. */
  static boolean belongTogether(String privatePem, String publicPem) {
    Optional<PrivateKey> signs = readPrivate(privatePem);
    Optional<PublicKey> proves = readPublic(publicPem);
    if (signs.isEmpty() || proves.isEmpty()) {
      return false;
    }
    try {
      Signature signature = Signature.getInstance(
          signs.get() instanceof RSAKey ? "SHA256withRSA" : "SHA256withECDSA");
      byte[] sample = {1};
      signature.initSign(signs.get());
      signature.update(sample);
      byte[] signed = signature.sign();
      signature.initVerify(proves.get());
      signature.update(sample);
      return signature.verify(signed);
    } catch (GeneralSecurityException otherKind) {
      return false;
    }
  }

  private static boolean isP256(ECKey key) {
    BigInteger order = key.getParams().getOrder();
    return order.bitLength() == EC_BITS;
  }

  private static Optional<PrivateKey> readPrivate(String pem) {
    return body(pem, "PRIVATE KEY")
        .flatMap(der -> decode(factory -> factory.generatePrivate(new PKCS8EncodedKeySpec(der))));
  }

  private static Optional<PublicKey> readPublic(String pem) {
    return body(pem, "PUBLIC KEY")
        .flatMap(der -> decode(factory -> factory.generatePublic(new X509EncodedKeySpec(der))));
  }

  private static Optional<byte[]> body(String pem, String label) {
    Matcher block = Pattern.compile(
            "-----BEGIN " + label + "-----\\s+([A-Za-z0-9+/=\\s]+)-----END " + label + "-----")
        .matcher(pem.strip());
    try {
      return block.matches()
          ? Optional.of(Base64.getMimeDecoder().decode(block.group(1)))
          : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static <K> Optional<K> decode(Decoding<K> decoding) {
    return decode(decoding, "RSA").or(() -> decode(decoding, "EC"));
  }

  private static <K> Optional<K> decode(Decoding<K> decoding, String algorithm) {
    try {
      return Optional.of(decoding.with(KeyFactory.getInstance(algorithm)));
    } catch (GeneralSecurityException anotherKind) {
      return Optional.empty();
    }
  }

  private interface Decoding<K> {
    K with(KeyFactory factory) throws GeneralSecurityException;
  }
}
