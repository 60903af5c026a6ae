package dev.hubbub.testing;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;

/**
 * Many users on several instances who talk in several rooms, every one of them in all of them, while a test does harm to
 * what lies between. {@link #finish} waits for the end and has a {@link Checker} judge it. For one test's thread.
 */
public final class Conversation implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long TICK_MS = 20;

  private final Vertx vertx = Loops.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final List<HubbubProcess> instances;
  private final List<Participant> participants = new ArrayList<>();
  private final List<String> rooms = new ArrayList<>();
  private final WebSocketClient client;
  private int wanted;
  private int said;

  private Conversation(List<HubbubProcess> instances, int usersOnEach, int roomCount) {
    this.instances = instances;
    this.client = Participant.clients(vertx);
    for (int i = 0; i < instances.size() * usersOnEach; i++) {
      int at = i % instances.size();
      Rest.User user = instances.get(at).rest().guest("Guest " + i);
      if (i == 0) {
        makeRooms(user, roomCount);
      }
      participants.add(new Participant(context, client, ports(at), user, Set.copyOf(rooms)));
    }
  }

  /** Users who have come together, {@code usersOnEach} of them on each instance, all of them in all rooms. */
  public static Conversation between(
      List<HubbubProcess> instances, int usersOnEach, int roomCount) {
    Conversation conversation = new Conversation(instances, usersOnEach, roomCount);
    conversation.onContext(() -> conversation.participants.forEach(Participant::start));
    conversation.await(
        () -> conversation.participants.stream().allMatch(Participant::hasJoinedAll), "to join");
    return conversation;
  }

  /** The rooms' ids. */
  public List<String> rooms() {
    return rooms;
  }

  /** One of the users; they are numbered from 0, and number {@code i} starts out on instance {@code i mod instances}. */
  public Rest.User user(int number) {
    return participants.get(number).user();
  }

  /** Has all users together say so many more things, by turns, everything as soon as may be. */
  public void sayAtOnce(int messages) {
    wanted += messages;
    onContext(() -> sayNext(messages));
  }

  /** Has all users together say so many more things, by turns, so many per second. */
  public void say(int messages, int perSecond) {
    wanted += messages;
    int end = said + messages;
    int each = Math.max(1, (int) (perSecond * TICK_MS / 1_000));
    onContext(() -> {
      long unusedTimer = vertx.setPeriodic(TICK_MS, id -> {
        sayNext(Math.min(each, end - said));
        if (said >= end) {
          boolean unused = vertx.cancelTimer(id);
        }
      });
    });
  }

  /** Waits until so many things have been acked since the beginning. */
  public void awaitAcked(int count) {
    await(() -> sum(Participant::acked) >= count, "for " + count + " acks");
  }

  /** How many things have been acked. */
  public int acked() {
    return ask(() -> sum(Participant::acked));
  }

  /** Waits until all is said and seen, ends it, and fails if any promise of PROTOCOL.md 2 was broken. */
  public void finish() {
    await(() -> sum(Participant::acked) + sum(Participant::refused) >= wanted, "for the last ack");
    Map<String, Map<String, List<JsonObject>>> logs = logs();
    Map<String, Long> heads = new HashMap<>();
    logs.values()
        .forEach(
            one -> one.forEach((room, log) -> heads.merge(room, (long) log.size(), Math::max)));
    await(
        () -> participants.stream().allMatch(user -> rooms.stream()
            .allMatch(room -> user.hasSeen(room, heads.getOrDefault(room, 0L)))),
        "to see all of " + heads);
    var unused = Loops.await(
        ask(() -> Future.all(participants.stream().map(Participant::barrier).toList())), PATIENCE);
    close();
    Checker checker = new Checker(logs);
    ask(() -> participants.stream().map(Participant::testimony).toList()).forEach(checker::hear);
    List<String> faults = checker.faults();
    if (!faults.isEmpty()) {
      throw new AssertionError(faults.size() + " faults:\n"
          + String.join("\n", faults.subList(0, Math.min(20, faults.size()))));
    }
  }

  /** Sends all users home. */
  @Override
  public void close() {
    onContext(() -> participants.forEach(Participant::stop));
  }

  /** What each instance that runs tells of each room. */
  private Map<String, Map<String, List<JsonObject>>> logs() {
    Map<String, Map<String, List<JsonObject>>> logs = new HashMap<>();
    for (HubbubProcess instance : instances) {
      if (instance.alive()) {
        Rest rest = instance.rest().as(user(0));
        Map<String, List<JsonObject>> told = new HashMap<>();
        rooms.forEach(room -> told.put(room, rest.log(room)));
        logs.put("the instance on " + instance.port(), told);
      }
    }
    return logs;
  }

  private void makeRooms(Rest.User owner, int count) {
    Rest rest = instances.get(0).rest().as(owner);
    String tag = Long.toString(System.nanoTime(), 36);
    for (int i = 1; i <= count; i++) {
      rooms.add(rest.newRoom("Talk " + tag + " " + i));
    }
  }

  private List<Integer> ports(int first) {
    Set<Integer> ports = new LinkedHashSet<>();
    for (int i = 0; i < instances.size(); i++) {
      ports.add(instances.get((first + i) % instances.size()).port());
    }
    return List.copyOf(ports);
  }

  private void sayNext(int messages) {
    for (int i = 0; i < messages; i++) {
      int number = said++;
      Participant who = participants.get(number % participants.size());
      String room = rooms.get((number / participants.size()) % rooms.size());
      who.say(room, "k." + number, "No. " + number + " — häßlich, 漢字, 👋🏽 \"quoted\" \\ \u0001");
    }
  }

  private int sum(ToIntFunction<Participant> of) {
    return participants.stream().mapToInt(of).sum();
  }

  private void onContext(Runnable what) {
    Object unused = ask(() -> {
      what.run();
      return true;
    });
  }

  private <T> T ask(Callable<T> what) {
    return Loops.ask(context, what, PATIENCE);
  }

  private void await(BooleanSupplier reached, String what) {
    try {
      Eventually.within(PATIENCE, () -> ask(reached::getAsBoolean) ? null : "waiting " + what);
    } catch (AssertionError late) {
      throw new AssertionError(late.getMessage() + ":\n" + states(), late);
    }
  }

  private String states() {
    List<String> users = ask(() -> participants.stream().map(Participant::state).toList());
    return String.join("\n", users) + "\n"
        + String.join("\n", instances.stream().map(HubbubProcess::state).toList());
  }
}
