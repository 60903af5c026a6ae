package dev.hubbub;

import dev.hubbub.cli.Command;
import dev.hubbub.cli.CommandLine;
import dev.hubbub.cli.Errand;
import dev.hubbub.cli.Help;
import dev.hubbub.cli.Logs;
import dev.hubbub.cli.Report;
import dev.hubbub.config.Config;
import dev.hubbub.config.ConfigReader;
import dev.hubbub.config.Fault;
import dev.hubbub.config.Reading;
import dev.hubbub.config.Sources;
import dev.hubbub.config.StartFailure;
import dev.hubbub.load.LoadCommand;
import dev.hubbub.ops.SecurityLog;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a command line to the status the process ends with. */
final class Launch {
  static final int WELL = 0;
  static final int REFUSED = 1;
  static final int FAULT_OF_THE_CONFIGURATION = 2;
  private static final int CHECK_SECONDS = 10;

  private final Supplier<Application> application;
  private final PrintStream out;
  private final PrintStream err;

  Launch(Supplier<Application> application, PrintStream out, PrintStream err) {
    this.application = application;
    this.out = out;
    this.err = err;
  }

  /** Does what the arguments say; returns when that is done, which for serving is when the server has left. */
  int run(Map<String, String> environment, String... args) throws InterruptedException {
    CommandLine line = CommandLine.of(args);
    Sources sources = new Sources(line.file(), environment, line.arguments());
    return switch (line.command()) {
      case HELP -> help(line);
      case VERSION -> {
        Help.printVersion(out);
        yield WELL;
      }
      case TOKEN -> errand(line, ConfigReader.read(sources));
      case USER, ROOM, EXPORT, IMPORT, NEW_EPOCH -> errand(line, ConfigReader.look(sources));
      case LOAD -> {
        Logs.begin(false, "error");
        yield new LoadCommand(out, err).run(List.of(args).subList(1, args.length));
      }
      case CHECK -> check(line, ConfigReader.look(sources));
      case SERVE, REHEARSE -> line.faults().isEmpty()
          ? serve(line, ConfigReader.read(sources))
          : refuse(line, ConfigReader.look(sources));
    };
  }

  private int serve(CommandLine line, Reading reading) throws InterruptedException {
    if (!(reading instanceof Reading.Sound sound)) {
      return refuse(line, reading);
    }
    Config config = sound.config();
    Logs.begin(config.jsonLogs(), config.logLevel());
    SecurityLog.begin(config.securityPerSecond());
    Logger log = LoggerFactory.getLogger(Launch.class);
    sound.warnings().forEach(log::warn);
    Lifetime lifetime =
        new Lifetime(application.get(), config, err, line.command() == Command.REHEARSE);
    if (!Signals.tell(lifetime::signalled)) {
      log.warn(
          "this JVM tells of no signals; a stop leaves well, but a second signal changes nothing");
      Runtime.getRuntime().addShutdownHook(new Thread(lifetime::shutDown, "leave"));
    }
    int status = lifetime.run();
    Logs.end();
    return status;
  }

  private int help(CommandLine line) {
    if (!line.faults().isEmpty()) {
      Report.faults("nothing done", line.faults(), err);
      return FAULT_OF_THE_CONFIGURATION;
    }
    if (line.topic() == null) {
      Help.print(out);
    } else {
      Help.print(line.topic(), out);
    }
    return WELL;
  }

  private int errand(CommandLine line, Reading reading) throws InterruptedException {
    Errand errand = line.errand();
    if (!(reading instanceof Reading.Sound sound) || !line.faults().isEmpty() || errand == null) {
      return refuse(line, reading);
    }
    Logs.begin(false, "error");
    Report.warnings(sound.warnings(), err);
    return new Errands(application.get(), sound.config(), out, err).run(errand);
  }

  private int refuse(CommandLine line, Reading reading) {
    List<Fault> faults = new ArrayList<>(line.faults());
    if (reading instanceof Reading.Faulty faulty) {
      faults.addAll(faulty.faults());
    }
    Report.warnings(reading.warnings(), err);
    boolean serving =
        switch (line.command()) {
          case SERVE, REHEARSE, CHECK -> true;
          default -> false;
        };
    Report.faults(serving ? "not started" : "nothing done", faults, err);
    return FAULT_OF_THE_CONFIGURATION;
  }

  private int check(CommandLine line, Reading reading) throws InterruptedException {
    if (!(reading instanceof Reading.Sound sound) || !line.faults().isEmpty()) {
      return refuse(line, reading);
    }
    Logs.begin(false, "error");
    Report.warnings(sound.warnings(), err);
    Report.configuration(sound, out);
    Vertx vertx = Vertx.vertx();
    boolean well = true;
    for (Application.Check check : application.get().checks(vertx, sound.config())) {
      well &= succeeds(check);
    }
    return well ? WELL : FAULT_OF_THE_CONFIGURATION;
  }

  private boolean succeeds(Application.Check check) throws InterruptedException {
    try {
      String told = check
          .attempt()
          .get()
          .toCompletionStage()
          .toCompletableFuture()
          .get(CHECK_SECONDS, TimeUnit.SECONDS);
      out.println("  ok      " + check.key() + ": " + told);
      return true;
    } catch (TimeoutException e) {
      out.println("  failed  " + check.key() + ": no answer within " + CHECK_SECONDS + " s");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      // Of other failures only the kind is told: their messages may quote an address with its
      // password.
      String reason = cause instanceof StartFailure failure
          ? failure.line()
          : check.key() + ": " + cause.getClass().getName();
      out.println("  failed  " + reason);
    }
    return false;
  }
}
