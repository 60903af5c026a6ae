package dev.hubbub.redis;

import dev.hubbub.ops.InstanceFacts;
import dev.hubbub.ops.Tally;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How what an instance says about itself is written in Redis. Instances of other versions may say less: what is missing is
 * 0. What cannot be read is nobody's.
 */
final class LeaseHash {
  private LeaseHash() {}

  /** The command that writes it. */
  static Request write(String key, InstanceFacts facts) {
    Tally tally = facts.tally();
    return Request.cmd(Command.HSET)
        .arg(key)
        .arg("address")
        .arg(facts.address())
        .arg("version")
        .arg(facts.version())
        .arg("sessions")
        .arg(facts.sessions())
        .arg("started")
        .arg(facts.started())
        .arg("at")
        .arg(facts.at())
        .arg("in")
        .arg(tally.messagesIn())
        .arg("out")
        .arg(tally.messagesOut())
        .arg("lag_us")
        .arg(tally.loopLagUs())
        .arg("store")
        .arg(tally.storeUp() ? "up" : "away")
        .arg("deliveries")
        .arg(tally.deliveries().stream().map(String::valueOf).collect(Collectors.joining(" ")));
  }

  /** What instance {@code id} has written; empty where it is gone or not to be understood. */
  static Optional<InstanceFacts> read(String id, @Nullable Response hash) {
    if (hash == null || hash.size() == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(new InstanceFacts(
          id,
          text(hash, "address"),
          text(hash, "version"),
          number(hash, "started"),
          number(hash, "at"),
          Math.toIntExact(number(hash, "sessions")),
          true,
          new Tally(
              number(hash, "in"),
              number(hash, "out"),
              number(hash, "lag_us"),
              !text(hash, "store").equals("away"),
              deliveries(text(hash, "deliveries")))));
    } catch (ArithmeticException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String text(Response hash, String field) {
    Response value = hash.get(field);
    return value == null ? "" : value.toString();
  }

  private static long number(Response hash, String field) {
    String value = text(hash, field);
    return value.isEmpty() ? 0 : Long.parseLong(value);
  }

  /** As many as this version counts, whatever another one does. */
  private static List<Long> deliveries(String counts) {
    int size = Tally.boundsUs().size() + 1;
    List<Long> read = new ArrayList<>();
    if (!counts.isEmpty()) {
      Arrays.stream(counts.split(" ", -1)).map(Long::valueOf).forEach(read::add);
    }
    return read.size() == size ? List.copyOf(read) : Collections.nCopies(size, 0L);
  }
}
