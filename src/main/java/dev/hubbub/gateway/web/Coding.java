package dev.hubbub.gateway.web;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the bytes of a file are written (RFC 9110 section 8.4.1), the shortest first. */
public enum Coding {
  BROTLI("br", ".br"),
  GZIP("gzip", ".gz"),
  IDENTITY("identity", "");

  private final String word;
  private final String suffix;

  Coding(String word, String suffix) {
    this.word = word;
    this.suffix = suffix;
  }

  /** Its word in HTTP. */
  public String word() {
    return word;
  }

  /** What the build ends the name of such a form with. */
  String suffix() {
    return suffix;
  }

  /**
   * The one to answer with, out of {@code there}, which has {@link #IDENTITY}: what the client likes best, and of what it
   * likes as much the shortest. Who refuses everything gets the plain form, as who asks for nothing.
   */
  static Coding chosen(@Nullable String acceptEncoding, Collection<Coding> there) {
    if (acceptEncoding == null) {
      return IDENTITY;
    }
    Map<String, Double> liked = liked(acceptEncoding);
    Coding best = IDENTITY;
    double most = 0;
    for (Coding coding : values()) {
      double like = coding.weight(liked);
      if (like > most && there.contains(coding)) {
        best = coding;
        most = like;
      }
    }
    return best;
  }

  private double weight(Map<String, Double> liked) {
    Double named = liked.get(word);
    if (named != null) {
      return named;
    }
    // Whoever names others takes it plain too, but likes them better.
    double others = liked.getOrDefault("*", 0.0);
    return this == IDENTITY ? Math.max(others, Double.MIN_VALUE) : others;
  }

  private static Map<String, Double> liked(String acceptEncoding) {
    Map<String, Double> liked = new HashMap<>();
    for (String part : acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] words = part.split(";", 2);
      liked.put(words[0].strip(), words.length == 1 ? 1.0 : number(words[1].strip()));
    }
    return liked;
  }

  private static double number(String parameter) {
    try {
      return parameter.startsWith("q=")
          ? Double.parseDouble(parameter.substring(2).strip())
          : 1;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
