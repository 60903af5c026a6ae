package dev.hubbub.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PemTest {
  @TempDir
  Path directory = Path.of("");

  @Test
  void keysThatBelongTogetherAndSuitTheAlgorithmAreTaken() throws GeneralSecurityException {
    KeyPair rsa = pair("RSA", 2_048);
    KeyPair ec = pair("EC", 256);
    assertTrue(reader("RS256", rsa, rsa).config().auth().privateKey() != null);
    assertTrue(reader("ES256", ec, ec).config().auth().publicKey() != null);
  }

  @Test
  void keysThatDoNotAreFaults() throws GeneralSecurityException {
    KeyPair rsa = pair("RSA", 2_048);
    KeyPair ec = pair("EC", 256);
    assertEquals(List.of("auth.public_key"), keys(reader("RS256", rsa, pair("RSA", 2_048))));
    assertEquals(List.of("auth.private_key", "auth.public_key"), keys(reader("RS256", ec, ec)));
    assertEquals(List.of("auth.private_key", "auth.public_key"), keys(reader("ES256", rsa, rsa)));
    KeyPair small = pair("RSA", 1_024);
    assertEquals(
        List.of("auth.private_key", "auth.public_key"), keys(reader("RS256", small, small)));
    KeyPair wide = pair("EC", 384);
    assertEquals(List.of("auth.private_key", "auth.public_key"), keys(reader("ES256", wide, wide)));
  }

  private ReaderFixture reader(String algorithm, KeyPair signs, KeyPair proves) {
    ReaderFixture reader = new ReaderFixture(directory).argument("auth.algorithm", algorithm);
    Path signing =
        reader.write("private.pem", pem("PRIVATE KEY", signs.getPrivate().getEncoded()));
    Path proving =
        reader.write("public.pem", pem("PUBLIC KEY", proves.getPublic().getEncoded()));
    return reader
        .environment("HUBBUB_AUTH_PRIVATE_KEY_FILE", signing.toString())
        .environment("HUBBUB_AUTH_PUBLIC_KEY_FILE", proving.toString());
  }

  private static List<String> keys(ReaderFixture reader) {
    return reader.faults().stream().map(Fault::key).toList();
  }

  private static KeyPair pair(String algorithm, int bits) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private static String pem(String label, byte[] der) {
    String body = Base64.getMimeEncoder().encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }
}
