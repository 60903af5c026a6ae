package dev.hubbub.survive;

import dev.hubbub.testing.Loops;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** Things that go wrong at a site for a moment, by chance. One thread. */
final class Mishaps {
  private static final Duration MOMENT = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Site site;
  private final Random random;
  private final List<IntConsumer> all;

  Mishaps(Site site, Random random) {
    this.site = site;
    this.random = random;
    this.all = List.of(
        i -> site.toPostgres(i).reset(),
        i -> site.toRedis(i).reset(),
        i -> held(() -> site.toRedis(i).blackhole(), () -> site.toRedis(i).pass()),
        i -> held(() -> site.toPostgres(i).blackhole(), () -> site.toPostgres(i).pass()),
        i -> held(() -> site.instance(i).pause(), () -> site.instance(i).resume()),
        i -> held(site.postgres()::pause, site.postgres()::resume),
        i -> held(site.redis()::pause, site.redis()::resume),
        i -> site.redis().restartEmpty(),
        i -> site.redis().run("FLUSHALL"),
        i -> site.balancer().cut(3),
        i -> {
          site.instance(i).kill9();
          site.restart(i);
        });
  }

  /** Has one of them happen, to one of the instances. Blocks until it is over. */
  void next() {
    all.get(random.nextInt(all.size())).accept(random.nextInt(site.size()));
  }

  private static void held(Runnable begin, Runnable end) {
    begin.run();
    var unused =
        Loops.await(Loops.vertx().timer(MOMENT.toMillis(), TimeUnit.MILLISECONDS), PATIENCE);
    end.run();
  }
}
