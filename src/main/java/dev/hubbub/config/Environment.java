package dev.hubbub.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The variables of the process. An empty one says nothing. What Kubernetes sets for a service that happens to be called
 * hubbub is left aside with a warning: nobody meant it for us.
 */
final class Environment {
  private static final String OURS = "HUBBUB_";
  /** Read by {@code scripts/run} and the container, not here. */
  private static final Set<String> OF_THE_SCRIPTS = Set.of("HUBBUB_JAVA_OPTS");

  private static final Pattern SERVICE_LINK = Pattern.compile("(tcp|udp|sctp)://.*");
  private static final int LONGEST_FILE = 65_536;

  private final Map<String, String> variables;
  private final List<Fault> faults;
  private final List<String> warnings;

  Environment(Map<String, String> variables, List<Fault> faults, List<String> warnings) {
    this.variables = variables;
    this.faults = faults;
    this.warnings = warnings;
  }

  /** Adds what is said about the keys, and notes what is not understood. */
  void addTo(Given given) {
    Set<String> known = new TreeSet<>(OF_THE_SCRIPTS);
    for (Key<?> key : Keys.ALL) {
      known.add(key.variable());
      if (key.secret()) {
        known.add(key.fileVariable());
      }
      add(key, given);
    }
    for (String name : new TreeSet<>(variables.keySet())) {
      if (name.startsWith(OURS) && !known.contains(name)) {
        warnings.add("environment " + Misfit.Problem.printable(name) + ": no such key, ignored"
            + Nearest.of(name, known)
                .map(near -> "; did you mean " + near + "?")
                .orElse("."));
      }
    }
  }

  private void add(Key<?> key, Given given) {
    String direct = find(key.variable());
    String file = key.secret() ? find(key.fileVariable()) : null;
    if (direct != null && file != null) {
      String both = "set this variable or " + key.fileVariable() + ", not both";
      faults.add(new Fault(key.name(), "environment " + key.variable(), both));
    }
    if (direct != null) {
      given.add(key, new Given.Word(direct, false, "environment " + key.variable()));
    } else if (file != null) {
      addFile(key, file, given);
    } else if (!key.conventional().isEmpty() && given.about(key).isEmpty()) {
      String conventional = find(key.conventional());
      if (conventional != null) {
        given.add(key, new Given.Word(conventional, false, "environment " + key.conventional()));
      }
    }
  }

  private @Nullable String find(String name) {
    String value = variables.get(name);
    if (value == null || value.isEmpty()) {
      return null;
    }
    if (SERVICE_LINK.matcher(value).matches()) {
      warnings.add("environment " + name
          + ": holds the address of a service, as Kubernetes sets it, ignored.");
      return null;
    }
    return value;
  }

  private void addFile(Key<?> key, String file, Given given) {
    String where = "environment " + key.fileVariable();
    String problem = "must name a file of at most " + LONGEST_FILE
        + " bytes that this user may read, but " + Misfit.Problem.printable(file);
    try {
      Path path = Path.of(file);
      if (!Files.isRegularFile(path)) {
        faults.add(new Fault(key.name(), where, problem + " is no file"));
      } else if (Files.size(path) > LONGEST_FILE) {
        faults.add(new Fault(key.name(), where, problem + " is larger"));
      } else {
        String text = Files.readString(path, StandardCharsets.UTF_8).replaceAll("[\\r\\n]+\\z", "");
        given.add(key, new Given.Word(text, false, where));
      }
    } catch (IOException | InvalidPathException e) {
      faults.add(new Fault(key.name(), where, problem + " cannot be read"));
    }
  }
}
