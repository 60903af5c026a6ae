package dev.hubbub.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of one object in a list, such as a room: taken one by one, all that is wrong gathered. */
final class Fields {
  private final Map<?, ?> json;
  private final Set<String> known = new LinkedHashSet<>();
  private final List<Misfit.Problem> problems = new ArrayList<>();

  private Fields(Map<?, ?> json) {
    this.json = json;
  }

  /** Makes an object of its fields. */
  interface Maker<T> {
    T make(Fields fields) throws Misfit;
  }

  /** What {@code maker} makes of {@code json}, if it is an object that fits and has no field unknown to it. */
  static <T> T read(Object json, String takes, Maker<T> maker) throws Misfit {
    if (!(json instanceof Map<?, ?> object)) {
      throw new Misfit(takes, json);
    }
    Fields fields = new Fields(object);
    T made = maker.make(fields);
    fields.finish();
    return made;
  }

  /**
   * Takes one field.
   *
   * @param fallback what it is where it is missing; absent where it must be there
   * @param dummy stands in for one that does not fit, until {@link #read} refuses the whole
   */
  <T> T take(String name, Kind<T> kind, @Nullable T fallback, T dummy) {
    known.add(name);
    Object value = json.get(name);
    if (value == null) {
      if (fallback != null) {
        return fallback;
      }
      problems.add(new Misfit.Problem("." + name, kind.takes(), "missing"));
      return dummy;
    }
    try {
      return kind.fromJson(value);
    } catch (Misfit misfit) {
      misfit.problems().forEach(problem -> problems.add(problem.below("." + name)));
      return dummy;
    }
  }

  private void finish() throws Misfit {
    for (Object name : json.keySet()) {
      if (!known.contains(name)) {
        String at = "." + Misfit.Problem.printable(String.valueOf(name));
        problems.add(new Misfit.Problem(at, "one of " + String.join(", ", known), "unknown"));
      }
    }
    if (!problems.isEmpty()) {
      throw new Misfit(problems);
    }
  }
}
