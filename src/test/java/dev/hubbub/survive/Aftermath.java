package dev.hubbub.survive;

import dev.hubbub.testing.Testimony;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * All that is left of a load after a fault. Times are those of {@code System.nanoTime()}.
 *
 * @param begin when people began to talk
 * @param calm until when nothing was done to the site
 * @param struck when the fault came
 * @param healed when it was gone
 * @param stopped when people said nothing new any more
 * @param unsettled what was still missing when nobody waited any longer; empty if nothing was
 * @param logs what each instance tells of each room
 * @param before what the site took of the machine right before the fault
 * @param after and in the end
 */
public record Aftermath(
    Plan plan,
    long begin,
    long calm,
    long struck,
    long healed,
    long stopped,
    String unsettled,
    List<Testimony> testimonies,
    Map<String, Map<String, List<JsonObject>>> logs,
    Vitals before,
    Vitals after,
    Timeline timeline) {}
