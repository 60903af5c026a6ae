package dev.hubbub.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs {@link ConformanceCases}, several at once. One thread. */
public final class ConformanceSuite implements AutoCloseable {
  private final ExecutorService workers = Executors.newFixedThreadPool(ConformanceDoor.AT_ONCE);
  private final Endpoint endpoint;

  /**
   * A suite for a server.
   *
   * @param endpoint has the {@link ConformanceDoor#configuration}
   */
  public ConformanceSuite(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * A case that runs.
   *
   * @param end fails with an {@link AssertionError} where the server did not do as it should
   */
  public record Running(ConformanceCase told, Future<?> end) {}

  /** Begins with all cases behind a door. */
  public List<Running> begin(ConformanceDoor door) {
    List<String> paths = door.paths();
    BlockingQueue<String> free = new ArrayBlockingQueue<>(paths.size(), false, paths);
    List<Running> running = new ArrayList<>();
    for (ConformanceCase told : ConformanceCases.all(door)) {
      running.add(new Running(told, workers.submit(() -> {
        String path = free.take();
        try {
          ConformanceRun.of(door, path, told, endpoint);
        } finally {
          free.add(path);
        }
        return path;
      })));
    }
    return running;
  }

  /** Ends what runs still. */
  @Override
  public void close() {
    workers.shutdownNow();
  }
}
