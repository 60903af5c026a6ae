package dev.hubbub.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration file: an object whose objects are the sections of the keys, so that {@code {"http":{"port":8080}}}
 * says {@code http.port}; {@code {"http.port":8080}} says the same.
 */
final class ConfigFile {
  private static final long LONGEST = 1_048_576;

  private final Path path;
  private final List<Fault> faults;

  ConfigFile(Path path, List<Fault> faults) {
    this.path = path;
    this.faults = faults;
  }

  /** Adds what is said about the keys, and notes what is not understood; false where the file says nothing at all. */
  boolean addTo(Given given) {
    try {
      Json json = Json.parse(text());
      if (!(json.root() instanceof Map<?, ?> root)) {
        fault("must hold an object such as {\"http\":{\"port\":8080}}");
        return false;
      }
      for (Json.Double twice : json.doubles()) {
        faults.add(new Fault(named(twice.path()), at(twice.line()), "is given twice; keep one"));
      }
      section(root, "", json, given);
      return true;
    } catch (Json.Malformed e) {
      String where = path + ", line " + e.line() + ", column " + e.column();
      faults.add(new Fault("-conf", where, "is not JSON: " + e.getMessage()));
    } catch (CharacterCodingException e) {
      fault("is not UTF-8");
    } catch (IOException e) {
      fault(
          Files.exists(path)
              ? "cannot be read; it must be a file that this user may read"
              : "there is no such file");
    }
    return false;
  }

  private String text() throws IOException {
    if (Files.size(path) > LONGEST) {
      throw new IOException("larger than a configuration");
    }
    String text = Files.readString(path, StandardCharsets.UTF_8);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private void section(Map<?, ?> fields, String outer, Json json, Given given) {
    fields.forEach((field, value) -> {
      String name = outer + field;
      String where = at(json.lines().getOrDefault(name, 1));
      Key<?> key = Keys.named(name).orElse(null);
      if (key != null) {
        addKey(key, value, where, given);
      } else if (value instanceof Map<?, ?> inner && Keys.isSection(name)) {
        section(inner, name + ".", json, given);
      } else if (Keys.isSection(name)) {
        faults.add(new Fault(name, where, "must be an object that holds its keys"));
      } else {
        faults.add(new Fault(named(name), where, Keys.unknown(name)));
      }
    });
  }

  private void addKey(Key<?> key, @Nullable Object value, String where, Given given) {
    boolean mayBeLeftOut = key.dev() == null && key.production() == null;
    boolean twice =
        given.about(key).stream().anyMatch(word -> word.where().startsWith(path.toString()));
    if (twice) {
      faults.add(new Fault(key.name(), where, "is given twice; keep one"));
    } else if (value != null) {
      given.add(key, new Given.Word(value, true, where));
    } else if (!mayBeLeftOut) {
      faults.add(new Fault(
          key.name(),
          where,
          "must be " + key.kind().takes() + ", but is null; leave it out for its default"));
    }
  }

  private void fault(String problem) {
    faults.add(new Fault("-conf", path.toString(), problem));
  }

  private String at(int line) {
    return path + ", line " + line;
  }

  private static String named(String name) {
    return Misfit.Problem.printable(name);
  }
}
