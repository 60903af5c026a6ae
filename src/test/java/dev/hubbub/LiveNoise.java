package dev.hubbub;

import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.Loops;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.WsClient;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * What people do beside writing, for a workload to be measured under: in each of the public rooms whose name begins with a
 * word somebody types for a moment every other second, and is away and back every tenth. Arguments: the port of an
 * instance without limits; the word; how many rooms there will be, which it waits for. Goes on until it is killed.
 */
final class LiveNoise {
  private static final PrintStream OUT = System.out;
  private static final long TICK_MS = 1_000;
  private static final int AWAY_EVERY = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private LiveNoise() {}

  /** Makes noise. */
  public static void main(String[] args) throws InterruptedException {
    int port = Integer.parseInt(args[0]);
    Rest rest = Rest.at(port);
    List<Runnable> people = new ArrayList<>();
    Rest looker = rest.as(rest.guest("Looker"));
    String directory = "/rooms?scope=public&limit=200&q=" + args[1];
    int rooms = Integer.parseInt(args[2]);
    Eventually.within(PATIENCE, () -> {
      int found = looker.get(directory).expect(200).getJsonArray("rooms").size();
      return found < rooms ? found + " rooms" : null;
    });
    for (JsonObject room : looker.get(directory).entries("rooms")) {
      people.add(person(port, rest, room.getString("id")));
    }
    OUT.println("Noise in " + people.size() + " rooms");
    long unused = Loops.vertx().setPeriodic(TICK_MS, timer -> people.forEach(Runnable::run));
    new CountDownLatch(1).await();
  }

  private static Runnable person(int port, Rest rest, String room) {
    WsClient session = WsClient.connect(port, rest.guest("Noisy"));
    JsonObject joined = session.join(room);
    int[] turn = {joined.getInteger("members")};
    return () -> {
      int now = turn[0]++;
      session.send(
          new JsonObject().put("type", "typing").put("room", room).put("on", now % 2 == 0));
      if (now % AWAY_EVERY == 0) {
        String state = now / AWAY_EVERY % 2 == 0 ? "away" : "online";
        session.send(new JsonObject().put("type", "presence").put("state", state));
      }
    };
  }
}
