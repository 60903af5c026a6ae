package dev.hubbub.survive;

import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Rest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * F16: all connections of a great many clients break at once, and all come back at once, each to resume its rooms, in
 * which something was said meanwhile. Who is turned away comes again after a random time that doubles each time.
 */
final class ReconnectStorm extends Greed {
  private static final int SESSIONS_EACH = 10;
  private static final int ROOMS_EACH = 20;
  private static final int SAID_MEANWHILE = 10;
  private static final long FIRST_WAIT_MS = 500;
  private static final Duration BACK = Duration.ofSeconds(30);
  private static final Duration OTHERS = Duration.ofSeconds(1);
  private static final String JOINED = "{\"type\":\"joined\"";
  private static final String MISSED = "\"key\":\"while-away-";

  private final List<Finding> found = new ArrayList<>();
  private final List<String> rooms = new ArrayList<>();
  private final Map<Mob.Member, Comer> comers = new HashMap<>();
  private @Nullable Mob mob;

  /** What a session knows of its rooms, and what it is told of them when it comes back. Of the mob's event loop. */
  private static final class Comer {
    private final Mob crowd;
    private final Mob.Member member;
    private final List<String> mine;
    private final Map<String, Long> seen = new HashMap<>();
    private final Set<String> back = new HashSet<>();
    private boolean away;
    private int missed;
    private int recovered;
    private int tries;
    private int refused;

    Comer(Mob crowd, Mob.Member member, List<String> mine) {
      this.crowd = crowd;
      this.member = member;
      this.mine = mine;
      member.hears(this::hear);
    }

    void hear(String text) {
      if (text.startsWith("{\"type\":\"error\"")) {
        again(text);
      }
      if (!text.startsWith(JOINED)) {
        return;
      }
      String room = room(text);
      if (away) {
        boolean unused = back.add(room);
        recovered += text.contains("\"recovered\":true") ? 1 : 0;
        for (int at = text.indexOf(MISSED); at >= 0; at = text.indexOf(MISSED, at + 1)) {
          missed++;
        }
      } else {
        seen.put(room, Long.parseLong(after(text, "\"seq\":", ',')));
      }
    }

    private static String room(String frame) {
      return after(frame, "\"room\":\"", '"');
    }

    /** What stands in a frame after {@code name}: parsing each would be most of what the machine does. */
    private static String after(String frame, String name, char end) {
      int from = frame.indexOf(name) + name.length();
      return frame.substring(from, frame.indexOf(end, from));
    }

    void join() {
      JsonObject wanted = new JsonObject();
      mine.forEach(room -> wanted.put(room, from(room)));
      member.send(new JsonObject().put("type", "join").put("rooms", wanted));
    }

    private JsonObject from(String room) {
      return away
          ? new JsonObject().put("since", seen.getOrDefault(room, 0L))
          : new JsonObject().put("limit", 1);
    }

    /** What is refused for now is asked for again, as PROTOCOL.md says. */
    private void again(String error) {
      if (error.contains("\"room\"")
          && (error.contains("\"unavailable\"") || error.contains("\"rate_limited\""))) {
        refused++;
        String again = room(error);
        var unused = crowd
            .vertx()
            .timer(
                FIRST_WAIT_MS + ThreadLocalRandom.current().nextLong(FIRST_WAIT_MS),
                TimeUnit.MILLISECONDS)
            .onSuccess(waited -> member.send(from(again).put("type", "join").put("room", again)));
      }
    }

    void comeBack() {
      away = true;
      tries++;
      member.connect().onComplete(done -> {
        if (done.succeeded()) {
          join();
        } else {
          long most = Math.min(30_000, FIRST_WAIT_MS << Math.min(tries, 6));
          var unused = crowd
              .vertx()
              .timer(1 + ThreadLocalRandom.current().nextLong(most), TimeUnit.MILLISECONDS)
              .onSuccess(waited -> comeBack());
        }
      });
    }
  }

  ReconnectStorm() {
    super("F16", "all clients are cut at once, and each resumes 20 rooms");
  }

  @Override
  protected void prepare(Scene scene) {
    HubbubProcess instance = scene.site().instance(0);
    found.clear();
    rooms.clear();
    comers.clear();
    int users = scene.plan().people() * 5 / 2;
    Mob crowd = new Mob(instance, instance.port(), users, SESSIONS_EACH);
    mob = crowd;
    int count = Math.max(ROOMS_EACH, users / 5);
    for (int i = 0; i < count; i++) {
      Rest owner = instance.rest().as(crowd.members().get(i * SESSIONS_EACH).user());
      rooms.add(owner.newRoom("Storm " + i));
    }
    List<Mob.Member> members = crowd.members();
    for (int i = 0; i < members.size(); i++) {
      List<String> mine = new ArrayList<>();
      for (int room = 0; room < ROOMS_EACH; room++) {
        mine.add(rooms.get((i / SESSIONS_EACH + room) % rooms.size()));
      }
      comers.put(members.get(i), new Comer(crowd, members.get(i), mine));
    }
    crowd.come();
    // One session of each has them all become members, and tells the others from where on.
    List<Comer> first = new ArrayList<>();
    for (int i = 0; i < members.size(); i += SESSIONS_EACH) {
      first.add(comer(members.get(i)));
    }
    crowd.onLoop(() -> first.forEach(Comer::join));
    Set<Comer> leading = Set.copyOf(first);
    crowd.await(
        "in their rooms",
        member -> !leading.contains(comer(member)) || comer(member).seen.size() == ROOMS_EACH);
    // All have read what there is, the last who came in included.
    Map<String, Long> heads = new HashMap<>();
    first.forEach(comer -> comer.seen.forEach((room, seq) -> heads.merge(room, seq, Math::max)));
    crowd.each(member -> {
      Comer comer = comer(member);
      comer.mine.forEach(room -> comer.seen.put(room, heads.getOrDefault(room, 0L)));
    });
  }

  private Comer comer(Mob.Member member) {
    Comer comer = comers.get(member);
    if (comer == null) {
      throw new IllegalStateException("unknown");
    }
    return comer;
  }

  private long reads(Scene scene) {
    return scene
        .site()
        .postgres()
        .query(
            scene.site().database(),
            "SELECT (coalesce(sum(idx_scan), 0) + coalesce(sum(seq_scan), 0))::bigint AS n"
                + " FROM pg_stat_user_tables WHERE relname = 'events'")
        .get(0)
        .getLong("n");
  }

  @Override
  int connected() {
    return crowd().members().size();
  }

  @Override
  void take(HubbubProcess instance, Scene scene) {
    Mob crowd = crowd();
    crowd.each(Mob.Member::cut);
    crowd.await("gone", member -> member.closeCode() != 0);
    for (String room : rooms) {
      Rest.User owner = crowd.members().get(rooms.indexOf(room) * SESSIONS_EACH).user();
      for (int i = 0; i < SAID_MEANWHILE; i++) {
        JsonObject said = new JsonObject().put("key", "while-away-" + i).put("text", "No. " + i);
        var unused =
            instance.rest().as(owner).post("/rooms/" + room + "/messages", said).expect(201);
      }
    }
    long reads = reads(scene);
    long begin = System.nanoTime();
    crowd.each(member -> comer(member).comeBack());
    crowd.await("back in all rooms", member -> comer(member).back.size() == ROOMS_EACH);
    int count = crowd.members().size();
    found.add(Finding.within(
        "all " + count + " back in their " + ROOMS_EACH + " rooms",
        BACK,
        Duration.ofNanos(System.nanoTime() - begin)));
    long whole = crowd.count(member -> comer(member).recovered == ROOMS_EACH
        && comer(member).missed == ROOMS_EACH * SAID_MEANWHILE);
    found.add(Finding.promise("each told all it missed", whole + " of " + count, whole == count));
    found.add(Finding.told(
        "tries to connect",
        Long.toString(
            crowd.members().stream().mapToLong(member -> comer(member).tries).sum())));
    found.add(Finding.told(
        "rooms asked for again",
        Long.toString(
            crowd.members().stream().mapToLong(member -> comer(member).refused).sum())));
    found.add(Finding.told(
        "statements that read events, for " + count * ROOMS_EACH + " resumed rooms",
        Long.toString(reads(scene) - reads)));
  }

  @Override
  void stop() {
    crowd().close();
  }

  private Mob crowd() {
    if (mob == null) {
      throw new IllegalStateException("not prepared");
    }
    return mob;
  }

  @Override
  Finding others(String what, Duration without, Duration with) {
    return Finding.within(
        "others' " + what + " p99 (" + Finding.words(without) + " before)", OTHERS, with);
  }

  @Override
  List<Finding> outcome(Gauges before, Gauges after) {
    List<Finding> findings = new ArrayList<>(found);
    findings.add(Finding.told(
        "resident memory before and after",
        (before.resident() >> 20) + " MiB, " + (after.resident() >> 20) + " MiB"));
    return findings;
  }
}
