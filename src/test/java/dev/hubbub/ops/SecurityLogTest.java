package dev.hubbub.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class SecurityLogTest {
  private final LoggerContext context = new LoggerContext();
  private final Logger logger = context.getLogger(SecurityLog.NAME);
  private final ListAppender<ILoggingEvent> written = new ListAppender<>();

  @BeforeEach
  void listen() {
    written.setContext(context);
    written.start();
    logger.addAppender(written);
  }

  private List<String> lines() {
    return written.list.stream().map(SecurityLogTest::line).toList();
  }

  private static String line(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(event.getLevel() + " " + event.getFormattedMessage());
    List<KeyValuePair> fields = event.getKeyValuePairs();
    if (fields != null) {
      fields.forEach(field -> line.append(' ').append(field));
    }
    return line.toString();
  }

  @Test
  void anEventIsOneLineOfItsWordAndWhatIsKnownOfIt() {
    new SecurityLog(logger, one -> 0)
        .line(SecurityEvent.LOGIN_FAILED)
        .with("user", null)
        .with("address", "192.0.2.1")
        .with("agent", "a\nb\"")
        .write();
    assertEquals(List.of("INFO login_failed address=\"192.0.2.1\" agent=\"a?b'\""), lines());
  }

  @Test
  void whatIsNotWrittenIsCountedAndToldInTheNextLineOfItsKind() {
    AtomicBoolean full = new AtomicBoolean();
    SecurityLog log =
        new SecurityLog(logger, word -> full.get() && word.equals("denied") ? 1_000 : 0);
    log.line(SecurityEvent.DENIED).write();
    full.set(true);
    for (int i = 0; i < 7; i++) {
      log.line(SecurityEvent.DENIED).write();
    }
    log.line(SecurityEvent.KICK).write();
    full.set(false);
    log.line(SecurityEvent.DENIED).write();
    log.line(SecurityEvent.DENIED).write();
    assertEquals(
        List.of("INFO denied", "INFO kick", "INFO denied left_out=\"7\"", "INFO denied"), lines());
  }

  @Test
  void aFloodOfOneKindIsBoundedAndLeavesTheOthersAlone() {
    long began = System.nanoTime();
    int perSecond = 10;
    SecurityLog log = new SecurityLog(logger, SecurityLog.lines(perSecond));
    int flood = 100_000;
    for (int i = 0; i < flood; i++) {
      log.line(SecurityEvent.LIMIT_HIT).with("address", "192.0.2.1").write();
    }
    int lines = written.list.size();
    double seconds = (System.nanoTime() - began) / 1e9;
    int atOnce = perSecond * SecurityLog.BURST;
    assertTrue(lines >= atOnce, () -> lines + " lines");
    assertTrue(lines <= atOnce + 1 + seconds * perSecond, () -> lines + " lines");
    log.line(SecurityEvent.BAN).write();
    assertEquals("INFO ban", lines().get(lines));
  }

  @Test
  void whereThereIsNoBoundAllIsWritten() {
    SecurityLog log = new SecurityLog(logger, SecurityLog.lines(0));
    for (int i = 0; i < 1_000; i++) {
      log.line(SecurityEvent.DENIED).write();
    }
    assertEquals(1_000, written.list.size());
  }

  @Test
  void nothingIsCountedWhereNothingIsToBeWritten() {
    logger.setLevel(Level.WARN);
    AtomicBoolean full = new AtomicBoolean(true);
    SecurityLog log = new SecurityLog(logger, word -> full.get() ? 1_000 : 0);
    log.line(SecurityEvent.LOGIN).write();
    full.set(false);
    logger.setLevel(Level.INFO);
    log.line(SecurityEvent.LOGIN).write();
    assertEquals(List.of("INFO login"), lines());
  }
}
