package dev.hubbub.ops;

import dev.hubbub.room.Limit;
import dev.hubbub.room.RateLimit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Tells {@linkplain SecurityEvent what a guard wants to know}: one line for each, at level info, under a name of its own,
 * the word of the event and fields. Whatever the fields hold, they are clean and short ({@link LogText}); it is for the
 * caller that none holds a secret.
 *
 * <p>Who causes many events of one kind fills no disk: so many lines a second are written, the others are counted, and
 * the next line says how many there were. There is one of it, as there is one log. Any thread may use it; nothing waits.
 */
public final class SecurityLog {
  /** The name of the logger. */
  public static final String NAME = "dev.hubbub.security";

  /** So many times as many lines as in a second may come at once. */
  static final int BURST = 5;

  private static final Logger LOGGER = LoggerFactory.getLogger(NAME);

  private static volatile SecurityLog one = new SecurityLog(LOGGER, lines(0));

  private final Logger log;
  private final Limit lines;
  private final Map<SecurityEvent, Long> leftOut = new ConcurrentHashMap<>();

  /**
   * One that has told nothing.
   *
   * @param lines how many may be written of a kind
   */
  SecurityLog(Logger log, Limit lines) {
    this.log = log;
    this.lines = lines;
  }

  /**
   * Bounds it from now on.
   *
   * @param perSecond lines of each kind; 0 for all
   */
  public static void begin(int perSecond) {
    one = new SecurityLog(LOGGER, lines(perSecond));
  }

  static Limit lines(int perSecond) {
    return RateLimit.perSecond(perSecond, perSecond * BURST);
  }

  /** Begins a line, which {@link Line#write} ends. */
  public static Line of(SecurityEvent event) {
    return one.line(event);
  }

  Line line(SecurityEvent event) {
    return new Line(event);
  }

  /** An event and what is known of it. For one thread. */
  public final class Line {
    private final SecurityEvent event;
    private final Map<String, String> fields = new LinkedHashMap<>();

    private Line(SecurityEvent event) {
      this.event = event;
    }

    /**
     * Adds a field, where there is something to say.
     *
     * @param value of any length; no secret
     */
    public Line with(String field, @Nullable String value) {
      if (value != null) {
        fields.put(field, value);
      }
      return this;
    }

    /** Writes the line, or counts it. */
    public void write() {
      if (!log.isInfoEnabled()) {
        return;
      }
      if (lines.tryTake(event.word()) > 0) {
        Long unused = leftOut.merge(event, 1L, Long::sum);
        return;
      }
      LoggingEventBuilder line = log.atInfo();
      for (Map.Entry<String, String> field : fields.entrySet()) {
        line = line.addKeyValue(field.getKey(), LogText.of(field.getValue()));
      }
      Long untold = leftOut.remove(event);
      if (untold != null) {
        line = line.addKeyValue("left_out", untold);
      }
      line.log(event.word());
    }
  }
}
