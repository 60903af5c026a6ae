package dev.hubbub.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** An authority that certifies 127.0.0.1, by the keytool of this JDK. One thread at a time. */
public final class Authority {
  private static final String PASSWORD = "of-no-importance";

  private final Path home = Reaper.directory("authority");

  private Authority() {}

  /** A certificate with its key, as PostgreSQL looks for them in its directory. */
  public record Issued(Map<String, String> files) {}

  /** A new one, with the key of a server that it is to certify. */
  public static Authority make() {
    Authority authority = new Authority();
    authority.keytool(
        "ca",
        "-genkeypair",
        "-dname",
        "CN=authority",
        "-ext",
        "bc:c=ca:true",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-validity",
        "30");
    authority.keytool(
        "ca", "-exportcert", "-rfc", "-file", authority.certificate().toString());
    authority.keytool(
        "server", "-genkeypair", "-dname", "CN=server", "-keyalg", "EC", "-groupname", "secp256r1");
    authority.keytool("server", "-certreq", "-file", "server.csr");
    return authority;
  }

  /** Its own certificate, a PEM file. */
  public Path certificate() {
    return home.resolve("ca.pem");
  }

  /**
   * A certificate for the server.
   *
   * @param start as keytool has it, such as {@code -2d}
   * @param days how long it is good from then on
   */
  public Issued issue(String start, int days) {
    keytool(
        "ca",
        "-gencert",
        "-rfc",
        "-infile",
        "server.csr",
        "-outfile",
        "server.pem",
        "-startdate",
        start,
        "-validity",
        Integer.toString(days),
        "-ext",
        "san=ip:127.0.0.1");
    try (InputStream in = Files.newInputStream(home.resolve("server.p12"))) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      Key key = store.getKey("server", PASSWORD.toCharArray());
      String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
          .encodeToString(key.getEncoded());
      return new Issued(Map.of(
          "server.crt",
          Files.readString(home.resolve("server.pem")),
          "server.key",
          "-----BEGIN PRIVATE KEY-----\n" + lines + "\n-----END PRIVATE KEY-----\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void keytool(String alias, String... words) {
    List<String> command = new ArrayList<>(
        List.of(Path.of(System.getProperty("java.home", ""), "bin", "keytool").toString()));
    command.addAll(List.of(words));
    command.addAll(List.of(
        "-alias",
        alias,
        "-keystore",
        alias + ".p12",
        "-storetype",
        "PKCS12",
        "-storepass",
        PASSWORD));
    List<String> unused = ChildProcess.run("keytool", command, Map.of(), home);
  }
}
