package dev.hubbub.survive;

import dev.hubbub.testing.Postgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** F13: somebody holds a lock on the row of the crowd's room. */
final class RoomLocked extends UnderLoad {
  private static final Duration OTHERS = Duration.ofSeconds(3);
  private static final Duration TOLD = Duration.ofSeconds(5);
  private static final int THINGS = 20;

  private final List<Voice> voices = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private Postgres.@Nullable Held lock;

  RoomLocked() {
    super("F13", "the row of a room is locked");
  }

  @Override
  protected void prepare(Scene scene) {
    voices.clear();
    findings.clear();
    scene.site().running().forEach(instance -> voices.add(Voice.at(instance)));
  }

  @Override
  protected void strike(Scene scene) {
    List<String> rooms = scene.load().rooms();
    lock = scene
        .site()
        .postgres()
        .hold(
            scene.site().database(),
            "SELECT no FROM rooms WHERE id = '" + rooms.get(rooms.size() - 1) + "' FOR UPDATE");
    for (Voice voice : voices) {
      int acked = 0;
      for (int i = 0; i < THINGS; i++) {
        acked += voice.say().equals("ack") ? 1 : 0;
      }
      findings.add(
          Finding.promise("all acked in another room", acked + " of " + THINGS, acked == THINGS));
      findings.add(Finding.within("the slowest of them", OTHERS, voice.slowest()));
    }
  }

  @Override
  protected void heal(Scene scene) {
    if (lock != null) {
      lock.close();
    }
  }

  @Override
  protected List<Finding> measure(Scene scene, Aftermath aftermath) {
    voices.forEach(voice -> {
      findings.add(voice.kept());
      voice.close();
    });
    Refusals refusals = new Refusals(aftermath.testimonies());
    Map<String, Integer> codes = refusals.codes(aftermath.struck(), aftermath.stopped());
    findings.add(Finding.promise(
        "refused with unavailable only",
        codes.toString(),
        codes.keySet().stream().allMatch("unavailable"::equals)));
    findings.add(Finding.within(
        "the slowest refusal", TOLD, refusals.slowest(aftermath.struck(), aftermath.stopped())));
    return findings;
  }
}
