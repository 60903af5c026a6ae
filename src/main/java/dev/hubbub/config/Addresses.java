package dev.hubbub.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names of places on a network, checked without asking the network. Each comes back in one spelling. */
final class Addresses {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.-]{0,253})");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1?\\d?\\d)");

  private Addresses() {}

  /** A host name or an address to bind, IPv6 without brackets. */
  static Optional<String> host(String text) {
    return HOST.matcher(text).matches() || isIpv6(text) ? Optional.of(text) : Optional.empty();
  }

  /** {@code http://host[:port]} or {@code https://host[:port]}, without a path; lower case. */
  static Optional<String> origin(String text) {
    return webAddress(text)
        .filter(uri -> uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
        .filter(uri -> uri.getRawQuery() == null)
        .map(uri -> uri.getScheme() + "://" + uri.getRawAuthority())
        .map(origin -> origin.toLowerCase(Locale.ROOT));
  }

  /** The same, or {@code *} for all of them. */
  static Optional<String> originOrAny(String text) {
    return text.equals("*") ? Optional.of(text) : origin(text);
  }

  /** Any {@code http} or {@code https} URL with a host and without a user. */
  static Optional<String> url(String text) {
    return webAddress(text).map(URI::toString);
  }

  /** A block of addresses such as {@code 10.0.0.0/8}; a lone address is a block of one. */
  static Optional<String> cidr(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    boolean four = IPV4.matcher(address).matches();
    if (!four && !isIpv6(address)) {
      return Optional.empty();
    }
    int widest = four ? 32 : 128;
    if (slash < 0) {
      return Optional.of(address + "/" + widest);
    }
    String bits = text.substring(slash + 1);
    boolean fits = bits.matches("\\d{1,3}") && Integer.parseInt(bits) <= widest;
    return fits ? Optional.of(address + "/" + Integer.parseInt(bits)) : Optional.empty();
  }

  /** Whether only this machine can reach what is bound there. */
  static boolean isLoopback(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
  }

  private static Optional<URI> webAddress(String text) {
    try {
      URI uri = new URI(text);
      boolean web =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      boolean fits = web
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawFragment() == null
          && uri.getPort() <= 65_535;
      return fits ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** The pattern keeps the look-up from ever asking a name server: a text with a colon is an address or an error. */
  private static boolean isIpv6(String text) {
    if (!IPV6.matcher(text).matches()) {
      return false;
    }
    try {
      return InetAddress.getByName(text) != null;
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
