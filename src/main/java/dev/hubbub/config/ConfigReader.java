package dev.hubbub.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads the configuration from all its sources and checks it whole: what comes out is sound, or all that is wrong is
 * told at once. Blocks on files, never on the network.
 */
public final class ConfigReader {
  private final List<Fault> faults = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Given given = new Given();

  private ConfigReader() {}

  /** Reads to start: makes the secret of development where there is none yet. */
  public static Reading read(Sources sources) {
    return new ConfigReader().reading(sources, DevSecret::keptIn);
  }

  /** Reads to look: changes nothing. A secret that is not there yet is made up. */
  public static Reading look(Sources sources) {
    return new ConfigReader().reading(sources, directory -> DevSecret.made());
  }

  private interface SecretOfDevelopment {
    String in(Path directory) throws IOException;
  }

  private Reading reading(Sources sources, SecretOfDevelopment secret) {
    arguments(sources.arguments());
    new Environment(sources.environment(), faults, warnings).addTo(given);
    Path file = sources.file();
    boolean fromFile = file != null && new ConfigFile(file, faults).addTo(given);
    Settings settings = new Settings(profile(fromFile));
    Keys.ALL.forEach(key -> settle(key, settings));
    new Rules(settings, faults, warnings).check();
    if (faults.isEmpty() && !settings.isSaid(Keys.AUTH_SECRET)) {
      keepSecret(settings, secret);
    }
    return faults.isEmpty()
        ? new Reading.Sound(Assembly.of(settings), settings.lines(), List.copyOf(warnings))
        : new Reading.Faulty(List.copyOf(faults), List.copyOf(warnings));
  }

  private void arguments(Map<String, String> arguments) {
    arguments.forEach((name, value) -> {
      Key<?> key = Keys.named(name).orElse(null);
      if (key == null) {
        faults.add(
            new Fault("--" + Misfit.Problem.printable(name), "command line", Keys.unknown(name)));
        return;
      }
      given.add(key, new Given.Word(value, false, "command line"));
      if (key.secret()) {
        warnings.add(
            key.name() + " (command line): all users of this machine can see it there; use "
                + key.fileVariable() + ".");
      }
    });
  }

  /** Where it was said wrongly, the one that demands least: nobody is to be told of demands that may not be theirs. */
  private Profile profile(boolean fromFile) {
    Settings said = new Settings(Profile.PRODUCTION);
    settle(Keys.PROFILE, said);
    String word = said.find(Keys.PROFILE);
    boolean unsaid = given.about(Keys.PROFILE).isEmpty();
    boolean production = unsaid ? fromFile : "production".equals(word);
    return production ? Profile.PRODUCTION : Profile.DEV;
  }

  private <T> void settle(Key<T> key, Settings settings) {
    for (Given.Word word : given.about(key)) {
      try {
        settings.offer(key, word.as(key.kind()), word.where());
      } catch (Misfit misfit) {
        misfit.problems().forEach(problem -> fault(key, word, problem));
      }
    }
  }

  private void fault(Key<?> key, Given.Word word, Misfit.Problem problem) {
    String found = key.secret()
        ? "; what is there does not fit, and is not shown"
        : ", but is " + problem.found();
    Fault fault =
        new Fault(key.name() + problem.at(), word.where(), "must be " + problem.demand() + found);
    if (!faults.contains(fault)) {
      faults.add(fault);
    }
  }

  private void keepSecret(Settings settings, SecretOfDevelopment secret) {
    Path directory = Path.of(settings.get(Keys.DATA_DIR));
    try {
      settings.offer(Keys.AUTH_SECRET, secret.in(directory), "kept in " + directory);
    } catch (IOException e) {
      String problem = Files.isDirectory(directory)
          ? "must be a directory that this user may write, but is not: " + directory
          : "must be a directory that can be made, but is not: " + directory;
      faults.add(new Fault(Keys.DATA_DIR.name(), settings.where(Keys.DATA_DIR), problem));
    }
  }
}
