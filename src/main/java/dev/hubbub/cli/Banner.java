package dev.hubbub.cli;

import dev.hubbub.config.Build;
import dev.hubbub.config.Config;
import dev.hubbub.config.PlainChannel;
import dev.hubbub.config.Profile;
import dev.hubbub.config.StartFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a person is told when the server is up: where it is and how to talk to it. Each line can be run as it is. */
public final class Banner {
  private Banner() {}

  /**
   * The lines of a server that listens.
   *
   * @param port the one it really has
   */
  public static List<String> lines(Config config, int port) {
    String address = reachable(config.http().host()) + ":" + port;
    String publicUrl = config.http().publicUrl();
    String web = publicUrl == null ? "http://" + address : publicUrl;
    List<String> lines = new ArrayList<>();
    lines.add("Hubbub " + Build.version() + " listens on http://"
        + bracketed(config.http().host()) + ":" + port + " (profile "
        + config.profile().name().toLowerCase(Locale.ROOT) + ", instance " + config.instanceId()
        + ")");
    lines.add("history: " + history(config) + "; " + links(config));
    if (!config.jsonLogs()) {
      lines.add("browser: " + web + "/");
      lines.addAll(wscat(config, web));
      for (PlainChannel channel : config.channels()) {
        String path = channel.path().replace(":user", "user1");
        lines.add(
            "plain:   wscat -c ws://" + address + path + "   (channel " + channel.channel() + ")");
      }
    }
    if (config.profile() == Profile.DEV) {
      lines.add(
          "development profile: for this machine only; start with -conf conf/production.json to serve others");
    }
    return lines;
  }

  /** Where the history is, without a password. */
  static String history(Config config) {
    String url = config.database().url();
    return url == null ? "embedded, in " + config.database().dataDir() : StartFailure.masked(url);
  }

  /** How instances hear of each other, without a password. */
  static String links(Config config) {
    var redis = config.redis();
    return redis == null ? "no Redis" : "Redis: " + StartFailure.masked(redis.url());
  }

  private static List<String> wscat(Config config, String web) {
    String socket = web.replaceFirst("^http", "ws") + "/api/v1/ws";
    String answer = " | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')";
    String post = "token:   TOKEN=$(curl -s -X POST " + web + "/api/v1/auth/";
    String json = " -H 'Content-Type: application/json' -d ";
    String token = config.auth().guests()
        ? post + "guest" + json + "'{}'" + answer
        : post + "login" + json + "'{\"username\":\"…\",\"password\":\"…\"}'" + answer;
    String wscat = config.http().tokenInUrl()
        ? "wscat:   wscat -c \"" + socket + "?room=general&token=$TOKEN\""
        : "wscat:   wscat -H \"Authorization: Bearer $TOKEN\" -c \"" + socket + "?room=general\"";
    return List.of(token, wscat);
  }

  /** An address that a client on this machine can use for one that the server binds. */
  private static String reachable(String host) {
    return switch (host) {
      case "0.0.0.0" -> "127.0.0.1";
      case "::" -> "[::1]";
      default -> bracketed(host);
    };
  }

  private static String bracketed(String host) {
    return host.indexOf(':') < 0 ? host : "[" + host + "]";
  }
}
