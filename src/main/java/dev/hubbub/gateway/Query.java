package dev.hubbub.gateway;

import dev.hubbub.protocol.Syntax;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters of a URL. A parameter given twice, or not as asked, is a {@code BAD_REQUEST}; others are ignored. */
final class Query {
  /** Entries of a list, where nothing is asked. */
  static final int DEFAULT_LIMIT = 50;

  /** Entries of a list at most. */
  static final int MOST_LIMIT = 200;

  private static final int LONGEST_CURSOR = 256;
  private static final int LONGEST_SEARCH = 100;
  private static final Pattern INTEGER = Pattern.compile("[0-9]{1,18}");

  private final RoutingContext routing;

  private Query(RoutingContext routing) {
    this.routing = routing;
  }

  static Query of(RoutingContext routing) {
    return new Query(routing);
  }

  /** A parameter as it is; absent where it is not given. */
  @Nullable
  String text(String name) {
    List<String> given = routing.queryParam(name);
    if (given.size() > 1) {
      throw wrong(name, "is given twice");
    }
    return given.isEmpty() ? null : given.get(0);
  }

  /** A seq; absent where it is not given. */
  @Nullable
  Long seq(String name) {
    String given = text(name);
    if (given == null) {
      return null;
    }
    if (!INTEGER.matcher(given).matches()) {
      throw wrong(name, "must be an integer of at least 0");
    }
    return Long.valueOf(given);
  }

  /** How many of a list. */
  int limit() {
    return limit(MOST_LIMIT, DEFAULT_LIMIT);
  }

  /** How many, from 1 to {@code most}. */
  int limit(int most, int otherwise) {
    String given = text("limit");
    if (given == null) {
      return otherwise;
    }
    if (!INTEGER.matcher(given).matches()
        || Long.parseLong(given) < 1
        || Long.parseLong(given) > most) {
      throw wrong("limit", "must be an integer from 1 to " + most);
    }
    return Integer.parseInt(given);
  }

  /** Where a list goes on. */
  @Nullable
  String cursor() {
    String given = text("cursor");
    if (given != null && (given.isEmpty() || given.length() > LONGEST_CURSOR)) {
      throw wrong("cursor", "is none that was handed out");
    }
    return given;
  }

  /** What is looked for; nothing where it is not given. */
  String search() {
    String given = text("q");
    if (given == null) {
      return "";
    }
    if (Syntax.isTooLong(given, LONGEST_SEARCH) || !Syntax.isStorable(given)) {
      throw wrong("q", "must be at most " + LONGEST_SEARCH + " code points without NUL");
    }
    return given;
  }

  static Refusal wrong(String name, String how) {
    return new Refusal(ErrorCode.BAD_REQUEST, "The parameter " + name + " " + how + ".");
  }
}
