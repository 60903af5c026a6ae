package dev.hubbub.survive;

import dev.hubbub.load.LoadCommand;
import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.Loops;
import dev.hubbub.testing.Participant;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.Testimony;
import io.vertx.core.Context;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * All three instances are restarted, one after the other, under the workload W1 of the benchmarks: 5,000 sessions in 100
 * rooms of 50, 100 messages a second, made by {@code hubbub load} with its own client and audit. Some people of ours are in
 * its rooms to see who is shown as offline.
 */
final class RollingRestart implements Fault {
  private static final int MEMBERS = 50;
  private static final int SMALL_ROOMS = 20;
  private static final int ROOMS = 100;
  private static final int RATE = 100;
  private static final int WATCHERS = 5;
  /** Before the first and after each restart: a JVM that has just begun is no measure. */
  private static final Duration SETTLE = Duration.ofSeconds(15);

  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final Duration END = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofSeconds(3);
  private static final int SECONDS = 130;

  @Override
  public String id() {
    return "ROLL";
  }

  @Override
  public String title() {
    return "rolling restart under W1, by the client of `hubbub load`";
  }

  @Override
  public boolean isAlone() {
    return true;
  }

  @Override
  public List<Finding> run(Plan plan, long seed) {
    int rooms = plan.equals(Plan.small()) ? SMALL_ROOMS : ROOMS;
    try (Site site = Site.open(false);
        Watchers watchers = new Watchers(site)) {
      Path json = Files.createTempFile("hubbub-rolling-", ".json");
      ByteArrayOutputStream printed = new ByteArrayOutputStream();
      CompletableFuture<Integer> load =
          CompletableFuture.supplyAsync(() -> load(site, rooms, json, printed));
      watchers.enter(site, load);
      Eventually.within(LONGEST, () -> {
        int there = sessions(site);
        return there >= rooms * MEMBERS || load.isDone() ? null : there + " sessions";
      });
      UnderLoad.await(System.nanoTime(), SETTLE);
      long from = System.nanoTime();
      List<Integer> statuses = new ArrayList<>();
      Duration longest = Duration.ZERO;
      for (int i = 0; i < site.size(); i++) {
        long began = System.nanoTime();
        site.instance(i).sigterm();
        statuses.add(site.instance(i).exitCode(END.plus(END)));
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        longest = longest.compareTo(took) > 0 ? longest : took;
        site.restart(i);
        UnderLoad.await(System.nanoTime(), SETTLE);
      }
      long to = System.nanoTime();
      boolean whole = !load.isDone();
      int status = load.orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS).join();
      List<Testimony> seen = watchers.testimonies();
      JsonObject found = new JsonObject(Files.readString(json));
      Files.delete(json);
      return findings(found, status, whole, printed, statuses, longest, seen, from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int sessions(Site site) {
    return site.running().stream()
        .mapToInt(one -> site.balancer().connections(one.port()))
        .sum();
  }

  private static int load(Site site, int rooms, Path json, ByteArrayOutputStream printed) {
    PrintStream to = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new LoadCommand(to, to)
        .run(List.of(
            "--url=http://127.0.0.1:" + site.balancer().port(),
            "--users=" + rooms * MEMBERS,
            "--rooms=" + rooms,
            "--senders=100",
            "--rate=" + RATE,
            "--duration=" + SECONDS + "s",
            "--drain=30s",
            "--json=" + json));
  }

  private static List<Finding> findings(
      JsonObject found,
      int status,
      boolean whole,
      ByteArrayOutputStream printed,
      List<Integer> statuses,
      Duration longest,
      List<Testimony> seen,
      long from,
      long to) {
    Set<Integer> codes = new TreeSet<>();
    found.getJsonObject("drops").fieldNames().forEach(code -> codes.add(Integer.parseInt(code)));
    JsonObject breaches = found.getJsonObject("breaches").getJsonObject("counts");
    Set<String> flaps = new Sightings(seen).offline(from, to);
    Timeline timeline = new Timeline(seen);
    return List.of(
        Finding.promise(
            "the load goes on all the time", whole ? "so it was" : "it ended before", whole),
        Finding.promise(
            "no promise broken, nothing lost",
            breaches.isEmpty() && found.getLong("lost") == 0
                ? found.getLong("received") + " of " + found.getLong("expected") + " delivered"
                : printed.toString(StandardCharsets.UTF_8),
            status == 0 && breaches.isEmpty() && found.getLong("lost") == 0),
        Finding.promise(
            "sends that failed after being sent again: 0",
            found.getLong("refused") + " refused, " + found.getLong("resent")
                + " sent again, errors " + found.getJsonObject("errors"),
            found.getLong("refused") == 0),
        Finding.promise(
            "close code 1012 for all",
            found.getJsonObject("drops") + " of " + found.getJsonObject("plan").getInteger("users")
                + " sessions",
            codes.equals(Set.of(1012))),
        Finding.promise(
            "exit status 0", statuses.toString(), statuses.stream().allMatch(code -> code == 0)),
        Finding.within("exit", END, longest),
        new Finding(
            "shown as offline: nobody",
            flaps.size() + " of " + WATCHERS * MEMBERS,
            flaps.isEmpty(),
            true),
        Finding.within("nothing comes for, p99", PAUSE, timeline.pauseP99(from, to)),
        Finding.told("delivery, p99", found.getJsonObject("delivery_ms").getDouble("p99") + " ms"),
        Finding.told(
            "by resuming, p99", found.getJsonObject("resumed_ms").getDouble("p99") + " ms"));
  }

  /** People of ours, each in a room of the load. */
  private static final class Watchers implements AutoCloseable {
    private final Context context = Loops.vertx().getOrCreateContext();
    private final WebSocketClient client = Participant.clients(Loops.vertx());
    private final List<Participant> people = new ArrayList<>();
    private final List<Rest.User> users = new ArrayList<>();

    Watchers(Site site) {
      for (int i = 0; i < WATCHERS; i++) {
        users.add(site.rest().guest("Watcher"));
      }
    }

    /** Waits for the rooms of the load and goes there. */
    void enter(Site site, CompletableFuture<Integer> load) {
      List<String> rooms = new ArrayList<>();
      Eventually.within(LONGEST, () -> {
        rooms.clear();
        site.rest()
            .as(users.get(0))
            .get("/rooms?scope=public&q=load&limit=200")
            .entries("rooms")
            .forEach(room -> rooms.add(room.getString("id")));
        return rooms.size() >= WATCHERS || load.isDone() ? null : "no rooms of the load";
      });
      onContext(() -> {
        for (int i = 0; i < WATCHERS; i++) {
          Participant person = new Participant(
              context, client, List.of(site.balancer().port()), users.get(i), Set.of(rooms.get(i)));
          people.add(person);
          person.start();
        }
      });
    }

    List<Testimony> testimonies() {
      return Loops.ask(
          context, () -> people.stream().map(Participant::testimony).toList(), LONGEST);
    }

    private void onContext(Runnable what) {
      Loops.run(context, what, LONGEST);
    }

    @Override
    public void close() {
      onContext(() -> people.forEach(Participant::stop));
      var unused = Loops.await(client.close(), LONGEST);
    }
  }
}
