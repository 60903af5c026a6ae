package dev.hubbub.cli;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.LoggerFactory;

/**
 * Where log lines go: to standard output, as text for a person or as JSON for a machine. Logback finds this class by
 * itself and so looks for no file; {@link #begin} then sets what the configuration says. Writing never holds up the
 * thread that logs: when the reader of the output stalls, lines are dropped past a bound.
 */
public final class Logs extends ContextAwareBase implements Configurator {
  /** Lines that may wait to be written; one more is dropped. */
  private static final int QUEUE = 8_192;

  private static final int FLUSH_MS = 1_000;

  /** Control characters, line ends and marks that turn the reading direction would let a text forge other lines. */
  private static final String TEXT = "%d{HH:mm:ss.SSS} %-5level %logger{0}: "
      + "%replace(%msg%replace(%kvp){'^(?=.)', ' '})"
      + "{'[\\p{Cc}\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]', '?'}%n%ex";

  /** Called by Logback: text from level info on, until {@link #begin}. */
  @Override
  public ExecutionStatus configure(LoggerContext logs) {
    install(logs, false, "info");
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /**
   * Starts over with what the configuration says.
   *
   * @param level error, warn, info or debug
   */
  public static void begin(boolean json, String level) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
      logs.reset();
      install(logs, json, level);
      logs.start();
    }
  }

  /** Writes out what waits, within a second. Nothing is logged after it. */
  public static void end() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
      logs.stop();
    }
  }

  private static void install(LoggerContext logs, boolean json, String level) {
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(logs);
    console.setEncoder(json ? jsonLines(logs) : textLines(logs));
    console.start();

    AsyncAppender queue = new AsyncAppender();
    queue.setContext(logs);
    queue.setQueueSize(QUEUE);
    queue.setDiscardingThreshold(0);
    queue.setNeverBlock(true);
    queue.setMaxFlushTime(FLUSH_MS);
    queue.addAppender(console);
    queue.start();

    Logger root = logs.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.valueOf(level));
    root.addAppender(queue);
    logs.getLogger("io.netty").setLevel(Level.WARN);
  }

  private static Encoder<ILoggingEvent> textLines(LoggerContext logs) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(logs);
    encoder.setPattern(TEXT);
    encoder.start();
    return encoder;
  }

  private static Encoder<ILoggingEvent> jsonLines(LoggerContext logs) {
    JsonEncoder encoder = new JsonEncoder();
    encoder.setContext(logs);
    encoder.setWithContext(false);
    encoder.setWithSequenceNumber(false);
    encoder.setWithNanoseconds(false);
    encoder.setWithMessage(false);
    encoder.setWithArguments(false);
    encoder.setWithFormattedMessage(true);
    encoder.start();
    return encoder;
  }
}
