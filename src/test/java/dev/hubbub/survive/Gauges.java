package dev.hubbub.survive;

import dev.hubbub.testing.HubbubProcess;
import java.util.HashMap;
import java.util.Map;

/** What an instance tells operators about itself at one moment: each sample of {@code /metrics} by its name and labels. */
record Gauges(Map<String, Double> samples) {
  /** Asks for them. */
  static Gauges of(HubbubProcess instance) {
    Map<String, Double> samples = new HashMap<>();
    instance.rest().page("/metrics").text().lines().forEach(line -> {
      int space = line.lastIndexOf(' ');
      if (space > 0 && line.charAt(0) != '#') {
        samples.put(line.substring(0, space), Double.parseDouble(line.substring(space + 1)));
      }
    });
    return new Gauges(samples);
  }

  /** Sessions over WebSockets that are open. */
  long sessions() {
    return Math.round(of("hubbub_sessions{kind=\"websocket\"}"));
  }

  /** Sessions that were closed with that code since the start. */
  long closed(int code) {
    return Math.round(of("hubbub_closes_total{code=\"" + code + "\"}"));
  }

  /** Resident memory, in bytes. */
  long resident() {
    return Math.round(of("process_resident_memory_bytes"));
  }

  /** Open files and sockets. */
  long descriptors() {
    return Math.round(of("process_files_open_files"));
  }

  private double of(String sample) {
    return samples.getOrDefault(sample, 0.0);
  }
}
