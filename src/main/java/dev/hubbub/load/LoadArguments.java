package dev.hubbub.load;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The words behind {@code hubbub load}, turned into a plan; all that is wrong with them is told at once. */
final class LoadArguments {
  private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h)?");
  private static final Set<String> FLAGS = Set.of("register", "no-audit", "clean");
  private static final Set<String> REPEATABLE = Set.of("url", "pid");
  private static final Set<String> KNOWN = Set.of(
      "url",
      "users",
      "rooms",
      "joins",
      "senders",
      "rate",
      "warm-up",
      "duration",
      "drain",
      "size",
      "cuts",
      "connect-rate",
      "tokens",
      "pid",
      "json",
      "html");

  private final Map<String, List<String>> values = new HashMap<>();
  private final Set<String> flags = new HashSet<>();
  private final List<String> faults = new ArrayList<>();

  private LoadArguments() {}

  /**
   * The plan in the words of a command line.
   *
   * @param faults takes all that is wrong; where it takes something the plan is not to be used
   */
  static LoadPlan parse(List<String> words, List<String> faults) {
    LoadArguments arguments = new LoadArguments();
    arguments.take(words);
    LoadPlan plan = arguments.plan();
    faults.addAll(arguments.faults);
    return plan;
  }

  private void take(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      int equals = word.indexOf('=');
      String name =
          word.startsWith("--") ? word.substring(2, equals < 0 ? word.length() : equals) : "";
      if (FLAGS.contains(name) && equals < 0) {
        flags.add(name);
      } else if (!KNOWN.contains(name)) {
        faults.add(word + " is not understood; see load --help");
      } else if (equals < 0 && i + 1 == words.size()) {
        faults.add(word + " needs a value");
      } else {
        String value = equals < 0 ? words.get(++i) : word.substring(equals + 1);
        List<String> all = values.computeIfAbsent(name, n -> new ArrayList<>());
        if (!all.isEmpty() && !REPEATABLE.contains(name)) {
          faults.add("--" + name + " is given twice; keep one");
        }
        all.add(value);
      }
    }
  }

  private LoadPlan plan() {
    int users = (int) number("users", 100, 1, 1_000_000);
    int rooms = (int) number("rooms", Math.min(10, users), 1, 100_000);
    int joins = (int) number("joins", 1, 1, 200);
    int senders = (int) number("senders", users, 1, 1_000_000);
    if (rooms > users) {
      faults.add("--rooms must be at most --users, for each room is made by somebody in it");
    }
    if (joins > rooms) {
      faults.add("--joins must be at most --rooms");
    }
    if (senders > users) {
      faults.add("--senders must be at most --users");
    }
    Path tokens = path("tokens");
    boolean register = flags.contains("register");
    if (register && tokens != null) {
      faults.add("--register and --tokens exclude each other");
    }
    return new LoadPlan(
        urls(),
        users,
        rooms,
        joins,
        senders,
        number("rate", 10, 0, 1_000_000),
        duration("warm-up", Duration.ofSeconds(2)),
        duration("duration", Duration.ofSeconds(30)),
        duration("drain", Duration.ofSeconds(5)),
        (int) number("size", 128, 16, 60_000),
        number("cuts", 0, 0, 10_000),
        (int) number("connect-rate", 1_000, 1, 100_000),
        register,
        tokens,
        !flags.contains("no-audit"),
        flags.contains("clean"),
        pids(),
        path("json"),
        path("html"));
  }

  private List<URI> urls() {
    List<URI> urls = new ArrayList<>();
    for (String value : values.getOrDefault("url", List.of("http://127.0.0.1:8080"))) {
      for (String one : value.split(",", -1)) {
        URI url = url(one.contains("://") ? one : "http://" + one);
        if (url == null) {
          faults.add("--url " + one + " must be like http://127.0.0.1:8080");
        } else {
          urls.add(url);
        }
      }
    }
    return List.copyOf(urls);
  }

  private static @Nullable URI url(String text) {
    try {
      URI url = URI.create(text.replaceAll("/+$", ""));
      boolean spoken = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      return spoken && url.getHost() != null && url.getRawPath().isEmpty() ? url : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private List<Long> pids() {
    List<Long> pids = new ArrayList<>();
    for (String value : values.getOrDefault("pid", List.of())) {
      try {
        pids.add(Long.parseLong(value));
      } catch (NumberFormatException e) {
        faults.add("--pid " + value + " must be the id of a process");
      }
    }
    return List.copyOf(pids);
  }

  private double number(String name, double otherwise, double least, double most) {
    String value = value(name);
    if (value == null) {
      return otherwise;
    }
    try {
      double number = Double.parseDouble(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    faults.add(String.format(
        java.util.Locale.ROOT, "--%s must be a number from %.0f to %.0f", name, least, most));
    return otherwise;
  }

  private Duration duration(String name, Duration otherwise) {
    String value = value(name);
    if (value == null) {
      return otherwise;
    }
    Matcher found = DURATION.matcher(value);
    if (found.matches()) {
      double unit =
          switch (found.group(2) == null ? "s" : found.group(2)) {
            case "ms" -> 1e6;
            case "m" -> 60e9;
            case "h" -> 3_600e9;
            default -> 1e9;
          };
      double nanos = Double.parseDouble(found.group(1)) * unit;
      if (nanos <= Duration.ofDays(7).toNanos()) {
        return Duration.ofNanos((long) nanos);
      }
    }
    faults.add("--" + name + " must be a time of at most a week, such as 30s, 500ms or 5m");
    return otherwise;
  }

  private @Nullable Path path(String name) {
    String value = value(name);
    try {
      return value == null ? null : Path.of(value);
    } catch (InvalidPathException e) {
      faults.add("--" + name + " must name a file");
      return null;
    }
  }

  private @Nullable String value(String name) {
    List<String> all = values.get(name);
    return all == null ? null : all.get(0);
  }
}
