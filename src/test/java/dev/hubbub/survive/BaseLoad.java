package dev.hubbub.survive;

import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Loops;
import dev.hubbub.testing.Participant;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.Testimony;
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
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * The people of a {@link Plan}, who come to a site by its balancer and talk while harm is done to it. Each has a room of
 * few, and some are in the crowd, too; every message is another. For one thread, which is not that of the clients.
 */
public final class BaseLoad implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long TICK_MS = 20;
  private static final long TEND_MS = 500;

  private final Vertx vertx = Loops.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final WebSocketClient client = Participant.clients(vertx);
  private final Site site;
  private final Plan plan;
  private final Random random;
  private final List<Participant> people = new ArrayList<>();
  private final Map<String, List<Participant>> rooms = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final List<Long> timers = new ArrayList<>();
  private int said;
  private long owed;

  /** People who are not there yet; the seed decides who says what where. */
  public BaseLoad(Site site, Plan plan, long seed) {
    this.site = site;
    this.plan = plan;
    this.random = new Random(seed);
  }

  /** Has everybody come, and waits until they are in their rooms. */
  public void gather() {
    List<HubbubProcess> doors = site.running();
    List<Rest.User> users = IntStream.range(0, plan.people())
        .parallel()
        .mapToObj(i -> doors.get(i % doors.size()).rest().guest("Guest " + i))
        .toList();
    for (int room = 0; room <= plan.rooms(); room++) {
      Rest owner = site.rest().as(users.get(room == plan.rooms() ? 0 : room * plan.members()));
      String name = owner.newRoom("Room " + room);
      names.add(name);
      rooms.put(name, new ArrayList<>());
    }
    int every = Math.max(1, plan.people() / plan.crowd());
    for (int i = 0; i < users.size(); i++) {
      Set<String> in = new LinkedHashSet<>();
      in.add(names.get(i / plan.members()));
      if (i % every == 0 && i / every < plan.crowd()) {
        in.add(names.get(plan.rooms()));
      }
      join(users.get(i), in);
    }
    onContext(() -> {
      people.forEach(Participant::start);
      timers.add(vertx.setPeriodic(TEND_MS, id -> people.forEach(Participant::tend)));
    });
    await(PATIENCE, () -> people.stream().allMatch(Participant::hasJoinedAll), "to join");
  }

  private void join(Rest.User user, Set<String> in) {
    Participant person =
        new Participant(context, client, List.of(site.balancer().port()), user, Set.copyOf(in));
    people.add(person);
    in.forEach(room -> rooms.getOrDefault(room, List.of()).add(person));
  }

  /** Has them begin to talk, at the rate of the plan. */
  public void talk() {
    onContext(() -> {
      long[] last = {System.nanoTime()};
      timers.add(vertx.setPeriodic(TICK_MS, id -> {
        long now = System.nanoTime();
        owed += (now - last[0]) * plan.perSecond();
        last[0] = now;
        for (; owed >= 1_000_000_000L; owed -= 1_000_000_000L) {
          sayNext();
        }
      }));
    });
  }

  private void sayNext() {
    String room = names.get(random.nextInt(names.size()));
    List<Participant> members = rooms.getOrDefault(room, List.of());
    int number = said++;
    members
        .get(random.nextInt(members.size()))
        .say(room, "k." + number, "No. " + number + " — häßlich, 漢字, 👋🏽 \"quoted\" \\ \u0001");
  }

  /** Has them say nothing more that is new. */
  public void hush() {
    onContext(() -> {
      while (timers.size() > 1) {
        boolean unused = vertx.cancelTimer(timers.remove(timers.size() - 1));
      }
    });
  }

  /**
   * Waits until all that was said is acked, and everybody has seen everything.
   *
   * @return what is missing in the end; empty if nothing is
   */
  public String settle(Duration atMost) {
    try {
      await(
          atMost,
          () -> sum(Participant::acked) + sum(Participant::refused) >= said,
          "for the last ack");
      Map<String, Long> heads = new HashMap<>();
      logs(site.running().subList(0, 1))
          .values()
          .forEach(log -> log.forEach((room, events) -> heads.put(room, (long) events.size())));
      await(
          atMost,
          () -> people.stream().allMatch(one -> one.rooms().stream()
              .allMatch(room -> one.hasSeen(room, heads.getOrDefault(room, 0L)))),
          "to see all of " + heads);
      var unused = Loops.await(
          ask(() -> Future.all(people.stream().map(Participant::barrier).toList())), atMost);
      return "";
    } catch (AssertionError late) {
      return String.valueOf(late.getMessage());
    }
  }

  /** What each instance that runs tells of each room, by its port. */
  public Map<String, Map<String, List<JsonObject>>> logs() {
    return logs(site.running());
  }

  private Map<String, Map<String, List<JsonObject>>> logs(List<HubbubProcess> of) {
    Map<String, Map<String, List<JsonObject>>> logs = new HashMap<>();
    for (HubbubProcess instance : of) {
      Map<String, List<JsonObject>> told = new HashMap<>();
      rooms.forEach((room, members) ->
          told.put(room, instance.rest().as(members.get(0).user()).log(room)));
      logs.put("the instance on " + instance.port(), told);
    }
    return logs;
  }

  /** The ids of the rooms; the crowd's is the last. */
  public List<String> rooms() {
    return List.copyOf(names);
  }

  /** Everybody, in the order of the rooms of few. */
  public List<Rest.User> users() {
    return people.stream().map(Participant::user).toList();
  }

  /** How many messages there are so far. */
  public int said() {
    return ask(() -> said);
  }

  /** How many of them are acked. */
  public int acked() {
    return ask(() -> sum(Participant::acked));
  }

  /** With which status of HTTP connections were refused, and how often. */
  public Map<Integer, Integer> turnedAway() {
    return ask(() -> {
      Map<Integer, Integer> all = new HashMap<>();
      people.forEach(
          one -> one.turnedAway().forEach((code, n) -> all.merge(code, n, Integer::sum)));
      return all;
    });
  }

  /** What everybody said and was told so far. */
  public List<Testimony> testimonies() {
    return ask(() -> people.stream().map(Participant::testimony).toList());
  }

  /** Sends everybody home. */
  @Override
  public void close() {
    onContext(() -> {
      timers.forEach(vertx::cancelTimer);
      timers.clear();
      people.forEach(Participant::stop);
    });
    var unused = Loops.await(client.close(), PATIENCE);
  }

  private int sum(ToIntFunction<Participant> of) {
    return people.stream().mapToInt(of).sum();
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

  private void await(Duration atMost, BooleanSupplier reached, String what) {
    try {
      Eventually.within(atMost, () -> ask(reached::getAsBoolean) ? null : "waiting " + what);
    } catch (AssertionError late) {
      List<String> behind = ask(() -> people.stream().map(Participant::state).toList());
      throw new AssertionError(
          late.getMessage() + ":\n"
              + String.join("\n", behind.subList(0, Math.min(5, behind.size()))),
          late);
    }
  }
}
