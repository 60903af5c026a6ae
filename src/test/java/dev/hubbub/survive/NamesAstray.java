package dev.hubbub.survive;

import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Loops;
import dev.hubbub.testing.NameServer;
import dev.hubbub.testing.Postgres;
import dev.hubbub.testing.Redis;
import dev.hubbub.testing.TcpProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The names of PostgreSQL and Redis stop being told, or come to mean another address, just as the links break. */
final class NamesAstray implements Fault {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration RECOVERED = Duration.ofSeconds(10);
  private static final Duration TOLD = Duration.ofSeconds(5);
  private static final int NOBODY = 77;
  private static final Duration SLOW = Duration.ofSeconds(2);

  @Override
  public String id() {
    return "F20";
  }

  @Override
  public String title() {
    return "Names of PostgreSQL and Redis fail, change, are slow";
  }

  @Override
  public List<Finding> run(Plan plan, long seed) {
    Map<String, Consumer<NameServer>> troubles = new LinkedHashMap<>();
    troubles.put("no such name", NameServer::deny);
    troubles.put("the name server fails", NameServer::fail);
    troubles.put("the name server is silent", NameServer::keepSilent);
    troubles.put("the address is another, where nobody is", names -> names.say(NOBODY));
    troubles.put("the name server is slow", names -> names.delay(SLOW));
    List<Finding> findings = new ArrayList<>();
    try (Redis redis = Redis.start();
        Postgres postgres = Postgres.start();
        TcpProxy toRedis = TcpProxy.to(redis.port());
        TcpProxy toPostgres = TcpProxy.to(postgres.port());
        NameServer names = NameServer.start();
        HubbubProcess instance = HubbubProcess.sharing(
            postgres.uri(postgres.newDatabase(), toPostgres.port()).replace("127.0.0.1", "db.site"),
            redis.uri(toRedis.port()).replace("127.0.0.1", "redis.site"))) {
      names.serve(instance);
      try (Voice voice = Voice.at(instance.start())) {
        LateLoops loops = LateLoops.of(List.of(instance));
        troubles.forEach((what, trouble) -> {
          int before = names.asked();
          awaitForgotten();
          trouble.accept(names);
          toPostgres.cut();
          toRedis.cut();
          String meanwhile = voice.say();
          findings.add(Finding.within(what + ": a send is answered", TOLD, voice.slowest()));
          long healed = System.nanoTime();
          names.say(1);
          Duration acked = voice.untilAcked();
          Eventually.within(PATIENCE, () -> {
            String text = instance.rest().page("/readyz").text();
            return text.contains("\"ready\"") ? null : text;
          });
          findings.add(Finding.within(
              what + " (" + meanwhile + "): acked and ready again",
              RECOVERED,
              Duration.ofNanos(System.nanoTime() - healed)));
          findings.add(Finding.told(
              what,
              "acked after " + Finding.words(acked) + ", " + (names.asked() - before)
                  + " questions"));
          Duration unused = voice.slowest();
        });
        findings.add(loops.found());
        findings.add(voice.kept());
        findings.add(Finding.promise(
            "the session stays", Boolean.toString(voice.isThere()), voice.isThere()));
      }
    }
    return findings;
  }

  /** What was told of a name is good for a second. */
  private static void awaitForgotten() {
    var unused = Loops.await(Loops.vertx().timer(1_200, TimeUnit.MILLISECONDS), PATIENCE);
  }
}
