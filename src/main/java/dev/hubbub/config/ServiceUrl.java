package dev.hubbub.config;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a database or a Redis: {@code scheme://user:password@host:port/path?parameters}. Read here and not by
 * the clients, whose complaints would quote the password; and respelled, because they disagree on which characters a
 * password may hold as they are.
 */
final class ServiceUrl {
  private static final Pattern SHAPE = Pattern.compile("(?<scheme>[a-z]+)://"
      + "((?<user>[^:@/?#\\s]*)(:(?<password>[^@/?#\\s]*))?@)?"
      + "(?<host>[A-Za-z0-9_.-]+|\\[[0-9A-Fa-f:.]+\\])"
      + "(:(?<port>\\d{1,5}))?"
      + "(?<path>/[^?#\\s]*)?"
      + "(\\?(?<parameters>[^#\\s]*))?");
  private static final Pattern PASSWORD =
      Pattern.compile("(?<=://)([^:@/?#]*):[^@/?#]*(?=@)|(?<=[?&]password=)[^&]*");
  private static final Pattern SSLMODE =
      Pattern.compile("disable|allow|prefer|require|verify-ca|verify-full");

  static final Kind<String> POSTGRESQL = new Kind.Text(
      "postgresql://user:password@host:port/database (special characters of the password percent-encoded; sslmode"
          + " disable, allow, prefer, require, verify-ca or verify-full)",
      ServiceUrl::postgresql,
      ServiceUrl::masked);
  static final Kind<String> REDIS = new Kind.Text(
      "redis://user:password@host:port/number or rediss://… (special characters of the password percent-encoded)",
      ServiceUrl::redis,
      ServiceUrl::masked);

  private ServiceUrl() {}

  /** A PostgreSQL database; {@code postgres://} comes back as {@code postgresql://}. */
  static Optional<String> postgresql(String text) {
    return read(text, scheme -> scheme.equals("postgresql") || scheme.equals("postgres"))
        .filter(url -> sslModeFits(url.group("parameters")))
        .filter(url -> url.group("path") == null || url.group("path").matches("/[^/]*"))
        .flatMap(url -> spelled("postgresql", url));
  }

  /** A Redis, with or without TLS. A host name with an underscore is none to the client. */
  static Optional<String> redis(String text) {
    return read(text, scheme -> scheme.equals("redis") || scheme.equals("rediss"))
        .filter(url -> url.group("host").indexOf('_') < 0)
        .filter(url -> url.group("path") == null || url.group("path").matches("/\\d{0,5}"))
        .flatMap(url -> spelled(url.group("scheme"), url));
  }

  /** Whether an address that was read before holds a password. */
  static boolean hasPassword(String url) {
    return PASSWORD.matcher(url).find();
  }

  /** The host of an address that was read before, IPv6 without brackets. */
  static String host(String url) {
    Matcher read = SHAPE.matcher(url);
    return read.matches() ? read.group("host").replaceAll("[\\[\\]]", "") : "";
  }

  /** The address with {@code ***} for its password, for people and for logs. */
  static String masked(String url) {
    return PASSWORD.matcher(url).replaceAll(found -> found.group(1) == null ? "***" : "$1:***");
  }

  private static Optional<Matcher> read(String text, Predicate<String> scheme) {
    Matcher url = SHAPE.matcher(text);
    boolean fits = url.matches() && scheme.test(url.group("scheme")) && portFits(url.group("port"));
    return fits ? Optional.of(url) : Optional.empty();
  }

  private static boolean portFits(@Nullable String port) {
    return port == null || (Integer.parseInt(port) >= 1 && Integer.parseInt(port) <= 65_535);
  }

  private static boolean sslModeFits(@Nullable String parameters) {
    if (parameters == null) {
      return true;
    }
    for (String parameter : parameters.split("&", -1)) {
      if (parameter.startsWith("sslmode=")
          && !SSLMODE.matcher(parameter.substring("sslmode=".length())).matches()) {
        return false;
      }
    }
    return true;
  }

  private static Optional<String> spelled(String scheme, Matcher url) {
    try {
      StringBuilder spelled = new StringBuilder(scheme).append("://");
      String user = url.group("user");
      String password = url.group("password");
      if (user != null) {
        spelled.append(encoded(user));
        if (password != null && !password.isEmpty()) {
          spelled.append(':').append(encoded(password));
        }
        spelled.append('@');
      }
      spelled.append(url.group("host"));
      if (url.group("port") != null) {
        spelled.append(':').append(url.group("port"));
      }
      if (url.group("path") != null && !url.group("path").equals("/")) {
        spelled.append(url.group("path"));
      }
      if (url.group("parameters") != null && !url.group("parameters").isEmpty()) {
        spelled.append('?').append(url.group("parameters"));
      }
      return Optional.of(spelled.toString());
    } catch (IllegalArgumentException brokenPercent) {
      return Optional.empty();
    }
  }

  private static String encoded(String part) {
    String plain = URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    return URLEncoder.encode(plain, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }
}
