package dev.hubbub.survive;

import dev.hubbub.testing.Checker;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.WsClient;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * F18: an instance stands still under load, for longer than others take it to be alive; meanwhile a member whose session
 * is there is removed from a room. When it goes on, the session is told of the removal and of nothing after it.
 */
final class InstanceStopped extends UnderLoad {
  private static final Duration STILL = Duration.ofSeconds(25);
  private static final Duration TOLD = Duration.ofSeconds(10);
  private static final int STOPPED = 2;
  private static final int THINGS = 30;

  private final List<Finding> findings = new ArrayList<>();
  private Duration span = Duration.ZERO;
  private Rest owner = Rest.at(0);
  private Rest.User removed = new Rest.User("", "", "");
  private String room = "";
  private @Nullable WsClient session;
  private @Nullable WsClient bystander;

  InstanceStopped() {
    super("F18", "an instance stands still while a member is removed");
  }

  @Override
  protected void prepare(Scene scene) {
    findings.clear();
    HubbubProcess other = scene.site().instance(0);
    HubbubProcess stopped = scene.site().instance(STOPPED);
    owner = other.rest().as(other.rest().guest("Owner"));
    room = owner.newRoom("Of a removal");
    removed = other.rest().guest("Removed");
    session = join(stopped, removed);
    bystander = join(stopped, other.rest().guest("Bystander"));
  }

  private WsClient join(HubbubProcess at, Rest.User user) {
    WsClient client = WsClient.connect(at.port(), user);
    JsonObject joined = client.join(room);
    if (!"joined".equals(joined.getString("type"))) {
      throw new AssertionError("Not joined but " + joined.encode());
    }
    return client;
  }

  @Override
  protected void strike(Scene scene) {
    long struck = System.nanoTime();
    span = scene.plan().heal().minus(scene.plan().strike());
    Duration longer = scene.plan().stop().compareTo(Duration.ofSeconds(10)) > 0 ? STILL : span;
    say("before", THINGS);
    scene.site().instance(STOPPED).pause();
    say("while it stands still", THINGS);
    var unused =
        owner.delete("/rooms/" + room + "/members/" + removed.username()).expect(204);
    say("after", THINGS);
    await(struck, longer.minus(span));
    span = longer;
  }

  private void say(String what, int times) {
    for (int i = 0; i < times; i++) {
      JsonObject body = new JsonObject().put("text", what + " " + i);
      var unused = owner.post("/rooms/" + room + "/messages", body).expect(201);
    }
  }

  @Override
  protected void heal(Scene scene) {
    scene.site().instance(STOPPED).resume();
  }

  @Override
  protected void watch(Scene scene, long healed) {
    if (session != null) {
      JsonObject last = session.await(frame -> "kicked".equals(frame.getString("change")));
      findings.add(Finding.within(
          "the removed is told so", TOLD, Duration.ofNanos(System.nanoTime() - healed)));
      findings.add(Finding.told("the seq of the removal", Long.toString(last.getLong("seq"))));
    }
    say("once it goes on", THINGS);
  }

  @Override
  protected void afterwards(Scene scene) {
    if (session == null || bystander == null) {
      return;
    }
    List<JsonObject> events = session.events(room);
    int after = events.size()
        - 1
        - events.stream().map(event -> event.getString("change")).toList().indexOf("kicked");
    findings.add(Finding.none("events after the removal", after, "one"));
    long head = owner.log(room).size();
    JsonObject seen =
        bystander.await(frame -> Checker.isEvent(frame) && frame.getLong("seq") == head);
    List<Long> seqs =
        bystander.events(room).stream().map(event -> event.getLong("seq")).toList();
    boolean dense = seqs.get(seqs.size() - 1) - seqs.get(0) == seqs.size() - 1;
    findings.add(Finding.promise(
        "a bystander there has every event once",
        seqs.size() + " up to " + seen.getLong("seq"),
        dense));
    session.close();
    bystander.close();
  }

  @Override
  protected Judgement judgement() {
    return new Judgement(TOLD, TOLD);
  }

  @Override
  protected List<Finding> measure(Scene scene, Aftermath aftermath) {
    return findings;
  }
}
