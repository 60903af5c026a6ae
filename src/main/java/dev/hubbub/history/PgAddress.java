package dev.hubbub.history;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where a PostgreSQL is, from {@code postgresql://user:password@host:port/database?sslmode=…}. Parameters: {@code
 * sslmode} with the meanings and the default ({@code prefer}) of libpq, {@code sslrootcert} (a PEM file; by default
 * the authorities the JVM trusts) and {@code application_name}. {@link #toString()} shows no password.
 */
record PgAddress(
    String host,
    int port,
    String user,
    @Nullable String password,
    String database,
    SslMode sslMode,
    @Nullable String rootCertificate,
    String applicationName) {
  private static final int DEFAULT_PORT = 5432;

  /** Reads the address; an {@link IllegalArgumentException} whose message holds nothing of a bad one. */
  static PgAddress of(String url) {
    URI uri = uri(url);
    String scheme = uri.getScheme();
    if (!"postgresql".equals(scheme) && !"postgres".equals(scheme)) {
      throw new IllegalArgumentException("must begin with postgresql://");
    }
    String userInfo = uri.getRawUserInfo();
    String[] credentials = userInfo == null ? new String[0] : userInfo.split(":", 2);
    Map<String, String> parameters = parameters(uri.getRawQuery());
    String user = credentials.length > 0 ? decoded(credentials[0]) : parameters.remove("user");
    String password =
        credentials.length > 1 ? decoded(credentials[1]) : parameters.remove("password");
    String path = uri.getRawPath();
    String database = path == null || path.length() < 2 ? null : decoded(path.substring(1));
    String host = uri.getHost() == null ? "localhost" : uri.getHost();
    String sslMode = parameters.remove("sslmode");
    String certificate = parameters.remove("sslrootcert");
    String application = parameters.remove("application_name");
    if (!parameters.isEmpty()) {
      throw new IllegalArgumentException(
          "has a parameter that is not known; there are sslmode, sslrootcert, application_name");
    }
    String name = user == null ? "postgres" : user;
    return new PgAddress(
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
        name,
        password,
        database == null ? name : database,
        sslMode(sslMode),
        certificate,
        application == null ? "hubbub" : application);
  }

  /** Whether TLS is used exactly where the server offers it. */
  boolean prefersTls() {
    return sslMode == SslMode.PREFER;
  }

  /** How the client connects there, where it has been asked whether it offers TLS. */
  PgConnectOptions connectOptions(boolean offered) {
    return connectOptions(offered ? SslMode.REQUIRE : SslMode.DISABLE);
  }

  /** How the client connects there. */
  PgConnectOptions connectOptions() {
    return connectOptions(sslMode);
  }

  private PgConnectOptions connectOptions(SslMode mode) {
    PgConnectOptions options = new PgConnectOptions()
        .setHost(host)
        .setPort(port)
        .setUser(user)
        .setPassword(password == null ? "" : password)
        .setDatabase(database)
        .setCachePreparedStatements(true)
        .setSslMode(mode)
        .addProperty("application_name", applicationName);
    if (mode != SslMode.DISABLE) {
      options.setSslOptions(sslOptions());
    }
    return options;
  }

  private ClientSSLOptions sslOptions() {
    ClientSSLOptions options = new ClientSSLOptions();
    boolean verified = sslMode == SslMode.VERIFY_CA || sslMode == SslMode.VERIFY_FULL;
    // As libpq has it, require proves the authority as soon as one is named.
    if (!verified && rootCertificate == null) {
      return options.setTrustAll(true).setHostnameVerificationAlgorithm("");
    }
    return options
        .setTrustOptions(
            rootCertificate == null
                ? trustedByTheJvm()
                : new PemTrustOptions().addCertPath(rootCertificate))
        .setHostnameVerificationAlgorithm(sslMode == SslMode.VERIFY_FULL ? "HTTPS" : "");
  }

  private static TrustOptions trustedByTheJvm() {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      return TrustOptions.wrap(factory.getTrustManagers()[0]);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JVM has no list of trusted authorities.", e);
    }
  }

  private static SslMode sslMode(@Nullable String word) {
    if (word == null) {
      return SslMode.PREFER;
    }
    try {
      return SslMode.of(word.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "has an unknown sslmode;"
              + " there are disable, allow, prefer, require, verify-ca, verify-full",
          e);
    }
  }

  private static URI uri(String url) {
    try {
      return new URI(url).parseServerAuthority();
    } catch (URISyntaxException e) {
      // Its message would show the password; so would its input as the cause.
      throw new IllegalArgumentException(
          "is no address such as postgresql://user:password@host:5432/database"
              + " (special characters of the password percent-encoded)");
    }
  }

  private static Map<String, String> parameters(@Nullable String query) {
    Map<String, String> parameters = new HashMap<>();
    if (query != null) {
      for (String pair : query.split("&", -1)) {
        String[] parts = pair.split("=", 2);
        parameters.put(parts[0], parts.length > 1 ? decoded(parts[1]) : "");
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "postgresql://" + user + "@" + host + ":" + port + "/" + database;
  }
}
