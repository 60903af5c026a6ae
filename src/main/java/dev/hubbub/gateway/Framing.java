package dev.hubbub.gateway;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What every request has to be like before anybody looks at what it asks (RFC 9112). One that is not is answered, and its
 * connection closed: what follows it may be anything.
 */
final class Framing {
  /** A name or an address, and perhaps a port. */
  private static final Pattern HOST =
      Pattern.compile("(?:[A-Za-z0-9._-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}])(?::([0-9]{1,5}))?");

  /** A target that names its host, as a proxy is asked. */
  private static final Pattern ABSOLUTE =
      Pattern.compile("https?://([^/?#]*)(?:[/?].*)?", Pattern.CASE_INSENSITIVE);

  private static final int MOST_PORT = 65_535;

  private Framing() {}

  /** Whether {@code host} can stand in a URL. */
  static boolean isHost(String host) {
    Matcher parts = HOST.matcher(host);
    return parts.matches()
        && (parts.group(1) == null || Integer.parseInt(parts.group(1)) <= MOST_PORT);
  }

  /**
   * Whether it is as it has to be, beyond what Netty looks at: its headers have names, its target has no control
   * characters and parameters that can be read, nothing but chunks frames its body, and it names one host.
   */
  static boolean isSound(HttpServerRequest request) {
    MultiMap headers = request.headers();
    return !headers.contains("")
        && request.uri().chars().noneMatch(Character::isISOControl)
        && namesOneHost(headers.getAll(HttpHeaders.HOST), request.uri())
        && isFramedByChunks(headers.getAll(HttpHeaders.TRANSFER_ENCODING))
        && hasReadableQuery(request);
  }

  /** RFC 9112 section 3.2; and the same one where the target names one (section 3.2.2). */
  private static boolean namesOneHost(List<String> hosts, String target) {
    if (hosts.size() != 1 || !isHost(hosts.get(0))) {
      return false;
    }
    if (target.startsWith("/")) {
      return true;
    }
    Matcher absolute = ABSOLUTE.matcher(target);
    return absolute.matches() && absolute.group(1).equalsIgnoreCase(hosts.get(0));
  }

  /** Netty takes any codings of which the last is chunked, and so would read what others read otherwise. */
  private static boolean isFramedByChunks(List<String> codings) {
    return codings.isEmpty() || (codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked"));
  }

  /** Whether its percent-encoding is one. Where it is not, Vert.x throws, whoever asks, and logs the URL with what is in it. */
  private static boolean hasReadableQuery(HttpServerRequest request) {
    if (request.uri().indexOf('%') < 0 || request.query() == null) {
      return true;
    }
    try {
      return request.params() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Answers a request that could not be read, or that is not sound. */
  static void refuse(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    ApiHeaders.putOn(response);
    Problem.of(status(request.decoderResult().cause())).answer(response);
    request.connection().close().onFailure(gone -> {});
  }

  private static int status(@Nullable Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return 414;
    }
    if (cause instanceof VersionCheck.UnsupportedVersion) {
      return 505;
    }
    return cause instanceof TooLongHttpHeaderException ? 431 : 400;
  }
}
