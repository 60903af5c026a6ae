package dev.hubbub.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query as Prometheus reads it, as far as dashboards and alert rules go: which metrics it names, and which of their
 * labels it goes by. An {@link IllegalArgumentException} tells what is no such query.
 */
public final class PromQuery {
  private static final Set<String> FUNCTIONS = Set.of(
      "rate",
      "increase",
      "sum",
      "min",
      "max",
      "avg",
      "count",
      "histogram_quantile",
      "label_values");
  private static final Set<String> WORDS = Set.of("by", "without", "and", "or", "unless");
  private static final Set<String> CALLED = Set.of("(", "by", "without");
  private static final Pattern TOKEN = Pattern.compile("\\s*(?:"
      + "(?<duration>\\[(?:\\d+[smhd]|\\$__rate_interval)])"
      + "|(?<number>\\d+(?:\\.\\d+)?)"
      + "|(?<text>\"[^\"]*\")"
      + "|(?<word>[a-zA-Z_:][a-zA-Z0-9_:]*)"
      + "|(?<sign>=~|!~|!=|==|>=|<=|[-+*/<>=(){},]))");

  private final Map<String, Set<String>> labels = new TreeMap<>();

  private PromQuery() {}

  /** The metrics that {@code query} names, each with the labels of it that a selector names. */
  public static Map<String, Set<String>> metrics(String query) {
    PromQuery read = new PromQuery();
    read.read(tokens(query), query);
    return read.labels;
  }

  private static List<String> tokens(String query) {
    List<String> tokens = new ArrayList<>();
    Matcher token = TOKEN.matcher(query.strip());
    int at = 0;
    while (at < query.strip().length()) {
      if (!token.find(at) || token.start() != at) {
        throw new IllegalArgumentException("at " + at + ": " + query);
      }
      tokens.add(token.group().strip());
      at = token.end();
    }
    return tokens;
  }

  private void read(List<String> tokens, String query) {
    Deque<String> open = new ArrayDeque<>();
    String metric = "";
    for (int i = 0; i < tokens.size(); i++) {
      String token = tokens.get(i);
      String next = i + 1 < tokens.size() ? tokens.get(i + 1) : "";
      if (token.equals("(") || token.equals("{")) {
        open.push(token.equals("(") && i > 0 && tokens.get(i - 1).equals("by") ? "by" : token);
      } else if (token.equals(")") || token.equals("}")) {
        if (open.isEmpty() || open.pop().equals("{") != token.equals("}")) {
          throw new IllegalArgumentException("brackets: " + query);
        }
      } else if (Character.isLetter(token.charAt(0)) || token.charAt(0) == '_') {
        if ("{".equals(open.peek())) {
          labels(metric).add(token);
        } else if (CALLED.contains(next) && !WORDS.contains(token)) {
          if (!FUNCTIONS.contains(token)) {
            throw new IllegalArgumentException("function " + token + ": " + query);
          }
        } else if (!WORDS.contains(token) && !"by".equals(open.peek())) {
          metric = token;
          var unused = labels(metric);
        }
      }
    }
    if (!open.isEmpty() || labels.isEmpty()) {
      throw new IllegalArgumentException("brackets, or nothing asked for: " + query);
    }
  }

  private Set<String> labels(String metric) {
    return labels.computeIfAbsent(metric, name -> new TreeSet<>());
  }
}
