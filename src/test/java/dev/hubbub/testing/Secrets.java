package dev.hubbub.testing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What no log may tell: the passwords, tokens, invite codes, messages and configured secrets that tests of this JVM have
 * made, and the logs of the servers that they have started. {@link SecretsStayUntold} looks after each test class, and
 * the suite of faults after each run. Any thread may use it.
 */
public final class Secrets {
  /** What this JVM knows. */
  public static final Secrets ALL = new Secrets();

  /** Shorter ones are found in any log, by chance. */
  private static final int SHORTEST = 12;

  /** So much of one is enough to know it by: a log may have cut the rest. */
  private static final int KNOWN_BY = 24;

  /** Fields of the protocol, and of the configuration, whose text is nobody else's business. */
  private static final Set<String> FIELDS = Set.of(
      "password",
      "current_password",
      "token",
      "access_token",
      "refresh_token",
      "text",
      "secret",
      "second_secret",
      "private_key");

  /** How every access token begins. */
  private static final String JWT = "eyJ";

  private static final Pattern INVITE_CODE = Pattern.compile("[A-Za-z0-9_-]{22}");
  private static final Pattern IN_URL = Pattern.compile("://[^:/@\\s]*:([^@/\\s]+)@");

  private final Map<String, Set<String>> byBeginning = new HashMap<>();
  private final List<Watched> watched = new ArrayList<>();

  /** A log, and how much of it has been looked at. */
  private static final class Watched {
    private final String name;
    private final Supplier<List<String>> lines;
    private int looked;

    private Watched(String name, Supplier<List<String>> lines) {
      this.name = name;
      this.lines = lines;
    }
  }

  /** Takes note of a secret. The three parts of an access token are one each. */
  public synchronized void add(@Nullable String secret) {
    if (secret == null) {
      return;
    }
    for (String part : secret.split(secret.startsWith(JWT) ? "\\." : "$^", -1)) {
      if (part.length() >= SHORTEST) {
        String known = part.substring(0, Math.min(part.length(), KNOWN_BY));
        boolean unused = byBeginning
            .computeIfAbsent(known.substring(0, SHORTEST), beginning -> new LinkedHashSet<>())
            .add(known);
      }
    }
  }

  /** Takes note of all secrets in a frame, a body or a configuration, and of passwords in the URLs of the latter. */
  public void addThoseOf(JsonObject json) {
    json.forEach(field -> {
      if (field.getValue() instanceof JsonObject inner) {
        addThoseOf(inner);
      } else if (field.getValue() instanceof JsonArray items) {
        items.forEach(item -> {
          if (item instanceof JsonObject inner) {
            addThoseOf(inner);
          }
        });
      } else if (field.getValue() instanceof String text) {
        add(field.getKey(), text);
      }
    });
  }

  private void add(String field, String text) {
    Matcher url = IN_URL.matcher(text);
    if (FIELDS.contains(field)
        || (field.equals("code") && INVITE_CODE.matcher(text).matches())) {
      add(text);
    } else if (field.equals("url") && url.find()) {
      add(url.group(1));
    }
  }

  /** Has the log of a server looked at from now on. */
  public synchronized void watch(String name, Supplier<List<String>> lines) {
    watched.add(new Watched(name, lines));
  }

  /** Fails where a log has told a secret since the last look; logs in JSON write some characters in two. */
  public synchronized void assertUntold() {
    List<String> told = new ArrayList<>();
    for (Watched log : watched) {
      List<String> lines = log.lines.get();
      for (String line : lines.subList(Math.min(log.looked, lines.size()), lines.size())) {
        String found = secretIn(line.replace("\\/", "/").replace("\\\"", "\""));
        if (found != null) {
          told.add(log.name + " told \"" + found + "…\": " + line);
        }
      }
      log.looked = lines.size();
    }
    if (!told.isEmpty()) {
      throw new AssertionError("Secrets are in the logs:\n" + String.join("\n", told));
    }
  }

  private @Nullable String secretIn(String line) {
    for (int at = 0; at + SHORTEST <= line.length(); at++) {
      for (String known : byBeginning.getOrDefault(line.substring(at, at + SHORTEST), Set.of())) {
        if (line.startsWith(known, at)) {
          return known;
        }
      }
    }
    return null;
  }
}
