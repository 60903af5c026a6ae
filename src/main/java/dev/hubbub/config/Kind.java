package dev.hubbub.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What values a key takes: how they are read from JSON and from text (environment and command line), and how they are
 * shown. Pure, but for kinds that say so.
 *
 * @param <T> immutable
 */
interface Kind<T> {
  /** What fits, to stand after "must be": {@code a whole number from 0 to 65535}. */
  String takes();

  /**
   * Reads what a JSON file holds.
   *
   * @param json a {@link String}, {@link Boolean}, {@link Number}, {@link List} or {@link Map}
   */
  T fromJson(Object json) throws Misfit;

  /** Reads what a variable or an argument holds. */
  T fromText(String text) throws Misfit;

  /** The value as {@link #fromText} would take it. */
  default String show(T value) {
    return value.toString();
  }

  /** The value for a person who is not to learn its password. */
  default String masked(T value) {
    return "***";
  }

  /** Whole numbers from {@code least} to {@code most}, both included. */
  static Kind<Integer> whole(int least, int most) {
    return new Whole(least, most);
  }

  /** {@code true} or {@code false}. */
  static Kind<Boolean> flag() {
    return new Flag();
  }

  /** One of a few words. */
  static Kind<String> word(String... words) {
    List<String> known = List.of(words);
    String takes = known.stream().collect(Collectors.joining(" or "));
    return text(takes, text -> known.contains(text) ? Optional.of(text) : Optional.empty());
  }

  /**
   * Text.
   *
   * @param takes what fits
   * @param reading the text in its one spelling, or empty where it does not fit
   */
  static Kind<String> text(String takes, Function<String, Optional<String>> reading) {
    return new Text(takes, reading, text -> "***");
  }

  /** A list: a JSON array, or text with commas between the items. */
  static <T> Kind<List<T>> list(Kind<T> item) {
    return new Many<>(item);
  }

  /** See {@link #whole}. */
  record Whole(int least, int most) implements Kind<Integer> {
    @Override
    public String takes() {
      return "a whole number from " + least + " to " + most;
    }

    @Override
    public Integer fromJson(Object json) throws Misfit {
      if (json instanceof Integer number) {
        return ranged(number, json);
      }
      throw new Misfit(takes(), json);
    }

    @Override
    public Integer fromText(String text) throws Misfit {
      try {
        return ranged(Integer.parseInt(text), text);
      } catch (NumberFormatException e) {
        throw new Misfit(takes(), text);
      }
    }

    private Integer ranged(int number, Object given) throws Misfit {
      if (number < least || number > most) {
        throw new Misfit(takes(), given);
      }
      return number;
    }
  }

  /** See {@link #flag}. */
  record Flag() implements Kind<Boolean> {
    @Override
    public String takes() {
      return "true or false";
    }

    @Override
    public Boolean fromJson(Object json) throws Misfit {
      if (json instanceof Boolean flag) {
        return flag;
      }
      throw new Misfit(takes(), json);
    }

    @Override
    public Boolean fromText(String text) throws Misfit {
      return switch (text) {
        case "true" -> true;
        case "false" -> false;
        default -> throw new Misfit(takes(), text);
      };
    }
  }

  /** See {@link #text}; {@code mask} hides what is secret in a fitting one. */
  record Text(
      String takes, Function<String, Optional<String>> reading, Function<String, String> mask)
      implements Kind<String> {
    @Override
    public String fromJson(Object json) throws Misfit {
      if (json instanceof String text) {
        return fromText(text);
      }
      throw new Misfit(takes, json);
    }

    @Override
    public String fromText(String text) throws Misfit {
      Optional<String> read = reading.apply(text);
      if (read.isEmpty()) {
        throw new Misfit(takes, text);
      }
      return read.get();
    }

    @Override
    public String masked(String value) {
      return mask.apply(value);
    }
  }

  /** See {@link #list}. */
  record Many<T>(Kind<T> item) implements Kind<List<T>> {
    @Override
    public String takes() {
      return "a list, each " + item.takes();
    }

    @Override
    public List<T> fromJson(Object json) throws Misfit {
      if (json instanceof List<?> items) {
        return each(items, item::fromJson);
      }
      throw new Misfit(takes(), json);
    }

    @Override
    public List<T> fromText(String text) throws Misfit {
      List<String> items = text.isBlank()
          ? List.of()
          : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
      return each(items, item::fromText);
    }

    @Override
    public String show(List<T> values) {
      return values.stream().map(item::show).collect(Collectors.joining(","));
    }

    /** Reads every item, and tells of all that do not fit. */
    static <S, T> List<T> each(List<S> items, Reader<S, T> reader) throws Misfit {
      List<T> read = new ArrayList<>();
      List<Misfit.Problem> problems = new ArrayList<>();
      for (int i = 0; i < items.size(); i++) {
        String at = "[" + i + "]";
        try {
          read.add(reader.read(items.get(i)));
        } catch (Misfit misfit) {
          misfit.problems().forEach(problem -> problems.add(problem.below(at)));
        }
      }
      if (!problems.isEmpty()) {
        throw new Misfit(problems);
      }
      return List.copyOf(read);
    }

    /** Reads one item. */
    interface Reader<S, T> {
      T read(S item) throws Misfit;
    }
  }
}
