package dev.hubbub.gateway.web;

import io.vertx.core.MultiMap;

/**
 * What the browser lets the client do. A worker is bound by the headers of its own script, so every file has them. Should
 * something of what people write ever become more than text, it still could run nothing, load nothing and tell nobody.
 */
public final class PageHeaders {
  private static final String LOADS = "default-src 'none'; script-src 'self'; style-src 'self'; "
      + "img-src 'self' data:; font-src 'self'; manifest-src 'self'; worker-src 'self'; "
      + "object-src 'none'; connect-src 'self'";

  /** Only the client's own policy makes addresses of scripts. */
  private static final String ACTS =
      "; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
          + "require-trusted-types-for 'script'; trusted-types hubbub";

  private static final String PERMISSIONS = "accelerometer=(), autoplay=(), camera=(), "
      + "clipboard-write=(self), display-capture=(), encrypted-media=(), fullscreen=(self), "
      + "geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), "
      + "publickey-credentials-get=(), screen-wake-lock=(), usb=(), xr-spatial-tracking=()";

  private static final String SECURE = "https://";

  private PageHeaders() {}

  /**
   * Puts them among {@code headers}.
   *
   * @param origin the server's own, such as {@code https://chat.example.org}
   */
  public static void put(MultiMap headers, String origin) {
    headers.set("Content-Security-Policy", LOADS + sockets(origin) + ACTS);
    headers.set("Permissions-Policy", PERMISSIONS);
    // The filter that some browsers had was itself a way in.
    headers.set("X-XSS-Protection", "0");
  }

  /**
   * WebSockets of the own origin, which older Safaris do not count as {@code 'self'}. Behind a proxy that nobody told us
   * of, {@code http} may be {@code https} outside.
   */
  private static String sockets(String origin) {
    String host = origin.substring(origin.indexOf("//"));
    return origin.startsWith(SECURE) ? " wss:" + host : " ws:" + host + " wss:" + host;
  }
}
