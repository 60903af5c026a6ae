package dev.hubbub.survive;

import dev.hubbub.testing.Checker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges what is left of a load by C1 to C10 of TRAPS.md 2.
 *
 * @param atHeads C8: within which everybody has seen everything, counted from the end of the fault
 * @param ackGap C10: the longest time without an ack for anybody
 */
public record Judgement(Duration atHeads, Duration ackGap) {
  /** All ten, of which C1 to C7 are one finding. */
  public List<Finding> of(Aftermath aftermath) {
    List<Finding> findings = new ArrayList<>();
    findings.add(promises(aftermath));
    findings.add(heads(aftermath.timeline(), aftermath.healed()));
    findings.add(levels(aftermath.before(), aftermath.after()));
    findings.add(acks(aftermath.timeline(), aftermath.begin(), aftermath.stopped()));
    return findings;
  }

  /** C1 to C7: nothing acked is lost or changed, no hole, no repetition, order, one content, nothing after a removal. */
  static Finding promises(Aftermath aftermath) {
    Checker checker = new Checker(aftermath.logs());
    aftermath.testimonies().forEach(checker::hear);
    List<String> faults = new ArrayList<>(checker.faults());
    if (!aftermath.unsettled().isEmpty()) {
      faults.add(0, aftermath.unsettled());
    }
    long events = aftermath.logs().values().stream()
        .mapToLong(rooms -> rooms.values().stream().mapToLong(List::size).sum())
        .max()
        .orElse(0);
    int told = aftermath.timeline().delivered(Long.MIN_VALUE, Long.MAX_VALUE);
    return faults.isEmpty()
        ? Finding.promise(
            "C1–C7: 0 faults", "0 in " + events + " events, delivered " + told + " times", true)
        : Finding.none("C1–C7: faults", faults.size(), faults.get(0));
  }

  /** C8: everybody is at the head. */
  Finding heads(Timeline timeline, long healed) {
    return Finding.within("C8: all at the head after the end", atHeads, timeline.atHeads(healed));
  }

  /** C9: memory, descriptors, threads and connections are what they were. */
  static Finding levels(Vitals before, Vitals after) {
    List<String> changed = after.changedSince(before);
    return new Finding(
        "C9: as before (" + before + ")",
        after + (changed.isEmpty() ? "" : "; not so: " + String.join(", ", changed)),
        changed.isEmpty(),
        true);
  }

  /** C10: somebody was acked something all the time. */
  Finding acks(Timeline timeline, long begin, long stopped) {
    return Finding.within(
        "C10: longest time without an ack", ackGap, timeline.ackGap(begin, stopped));
  }
}
