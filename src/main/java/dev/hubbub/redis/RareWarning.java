package dev.hubbub.redis;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/** A warning that may have a cause a thousand times a second and is said once in ten seconds, with how often it was true. */
final class RareWarning {
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Logger log;
  private final String sentence;
  private long next = System.nanoTime();
  private long times;

  RareWarning(Logger log, String sentence) {
    this.log = log;
    this.sentence = sentence;
  }

  /** It is true once more; {@code detail} is a word about it that may stand in a log. */
  void of(String detail) {
    times++;
    long now = System.nanoTime();
    if (now - next >= 0) {
      next = now + PAUSE_NANOS;
      log.warn("{} ({}, {} times)", sentence, detail, times);
      times = 0;
    }
  }
}
