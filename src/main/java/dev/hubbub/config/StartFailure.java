package dev.hubbub.config;

import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;

/**
 * The configuration reads well but does not work: a port that is taken, credentials that are refused, a store that is
 * not there. The process ends with status 2 and one line that names the key. The message never holds a secret.
 */
public final class StartFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String key;

  /**
   * A start that failed.
   *
   * @param key what is to be changed, such as {@code database.url}
   * @param message one sentence for a person: what is wrong, and what to do; without any password
   */
  public StartFailure(String key, String message) {
    super(message, null, false, false);
    this.key = key;
  }

  /** Why nothing can listen at {@code http.host} and {@code http.port}. */
  public static StartFailure cannotListen(HttpConfig http, Throwable cause) {
    return cannotListen("http", http.host(), http.port(), cause);
  }

  /** Why nothing can listen at {@code management.host} and {@code management.port}. */
  public static StartFailure cannotListen(ManagementConfig management, int port, Throwable cause) {
    return cannotListen("management", management.host(), port, cause);
  }

  private static StartFailure cannotListen(String section, String host, int port, Throwable cause) {
    String reason = String.valueOf(cause.getMessage());
    if (reason.contains("in use")) {
      return new StartFailure(
          section + ".port",
          "port " + port + " is taken by another process; choose another, or 0 for a free one.");
    }
    if (reason.contains("ermission")) {
      return new StartFailure(
          section + ".port",
          "port " + port + " may not be bound by this user; choose one from 1024 up.");
    }
    boolean address = cause instanceof BindException
        || cause instanceof SocketException
        || cause instanceof IOException;
    String problem = address ? "is no address of this machine" : "cannot be bound";
    return new StartFailure(
        section + ".host", host + " " + problem + "; choose 0.0.0.0 for all of its addresses.");
  }

  /** A failure to start with the embedded database or the development secret in {@code data.dir}. */
  public static StartFailure cannotKeep(DatabaseConfig database, Throwable cause) {
    return new StartFailure(
        "data.dir",
        database.dataDir() + " cannot be used (" + cause.getClass().getSimpleName()
            + "); it must be a directory that this user may write.");
  }

  /** What is to be changed. */
  public String key() {
    return key;
  }

  /** The failure on one line. */
  public String line() {
    return key + ": " + getMessage();
  }

  /** An address of a database or a Redis with {@code ***} for its password. */
  public static String masked(String url) {
    return ServiceUrl.masked(url);
  }
}
