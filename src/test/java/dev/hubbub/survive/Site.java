package dev.hubbub.survive;

import dev.hubbub.ops.Failpoint;
import dev.hubbub.testing.Balancer;
import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Ports;
import dev.hubbub.testing.Postgres;
import dev.hubbub.testing.Redis;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.TcpProxy;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One PostgreSQL, one Redis, some instances as processes of their own with a proxy on each of their links, and a
 * balancer before them. Everything of it can be broken. One thread at a time.
 */
public final class Site implements AutoCloseable {
  private static final Duration WELL = Duration.ofSeconds(60);
  private static final Path CLASSES = Path.of("target/test-classes").toAbsolutePath();

  private final Postgres postgres = Postgres.start();
  private final Redis redis = Redis.start();
  private final String database = postgres.newDatabase();
  private final List<Post> posts = new ArrayList<>();
  private final Balancer balancer;

  /** An instance with what is around it. */
  private record Post(HubbubProcess process, TcpProxy toPostgres, TcpProxy toRedis, Path doom) {}

  private Site(int instances, boolean failpoints, boolean proxied, JsonObject changes) {
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < instances; i++) {
      ports.add(Ports.free());
      posts.add(post(ports.get(i), failpoints, proxied, changes));
    }
    balancer = Balancer.before(ports);
  }

  /**
   * A site of which only PostgreSQL, Redis and the balancer run.
   *
   * @param failpoints whether {@link #doom} is to be possible
   * @param changes to the configuration of all instances
   */
  public static Site of(int instances, boolean failpoints, JsonObject changes) {
    return new Site(instances, failpoints, true, changes);
  }

  /**
   * A site of one instance, of which only PostgreSQL, Redis and the balancer run. Its links are its own: a proxy would wait
   * for its turn behind those who are greedy, and every ack for the proxy.
   */
  public static Site alone(JsonObject changes) {
    return new Site(1, false, false, changes);
  }

  /** A site of three instances that run. */
  public static Site open(boolean failpoints) {
    return of(3, failpoints, new JsonObject()).started(List.of(0, 1, 2));
  }

  /** The same, once some of its instances run; where they do not come to do so, nothing of it is left. */
  public Site started(List<Integer> which) {
    try {
      start(which);
      return this;
    } catch (RuntimeException | AssertionError e) {
      close();
      throw e;
    }
  }

  private Post post(int port, boolean failpoints, boolean proxied, JsonObject changes) {
    TcpProxy toPostgres = TcpProxy.to(postgres.port());
    TcpProxy toRedis = TcpProxy.to(redis.port());
    // All share a machine, and are young: with the optimizing compiler each spends more on that
    // than on its work.
    HubbubProcess process = HubbubProcess.configured(config(
                port,
                proxied ? toPostgres.port() : postgres.port(),
                proxied ? toRedis.port() : redis.port())
            .mergeIn(changes, true))
        .option("-XX:TieredStopAtLevel=1");
    Path doom = process.home().resolve("doom");
    if (failpoints) {
      var unused = process.beside(CLASSES).option("-D" + Doom.PROPERTY + "=" + doom);
    }
    return new Post(process, toPostgres, toRedis, doom);
  }

  /** Newcomers are in no room of their own accord, so that only those see each other who are meant to. */
  private JsonObject config(int port, int postgresPort, int redisPort) {
    return new JsonObject()
        .put("http", new JsonObject().put("port", port))
        .put("database", new JsonObject().put("url", postgres.uri(database, postgresPort)))
        .put("redis", new JsonObject().put("url", redis.uri(redisPort)))
        .put("auth", new JsonObject().put("access_seconds", 86_400))
        .put(
            "rooms",
            new JsonArray().add(new JsonObject().put("id", "general").put("newcomers", false)));
  }

  /** Starts some instances at once and waits until they and the balancer are ready. */
  public void start(List<Integer> which) {
    which.forEach(i -> instance(i).launch());
    which.forEach(i -> instance(i).awaitReady());
    Eventually.within(
        WELL,
        () -> which.stream().allMatch(i -> balancer.isReady(instance(i).port()))
            ? null
            : "the balancer does not know them");
  }

  /** How many instances there are, running or not. */
  public int size() {
    return posts.size();
  }

  /** One of the instances, from 0. */
  public HubbubProcess instance(int i) {
    return posts.get(i).process();
  }

  /** Those that run. */
  public List<HubbubProcess> running() {
    return posts.stream().map(Post::process).filter(HubbubProcess::alive).toList();
  }

  /** The link of an instance to PostgreSQL. */
  public TcpProxy toPostgres(int i) {
    return posts.get(i).toPostgres();
  }

  /** The link of an instance to Redis. */
  public TcpProxy toRedis(int i) {
    return posts.get(i).toRedis();
  }

  public Postgres postgres() {
    return postgres;
  }

  public Redis redis() {
    return redis;
  }

  /** The name of the database that all instances share. */
  public String database() {
    return database;
  }

  public Balancer balancer() {
    return balancer;
  }

  /** The HTTP side by way of the balancer, asked by nobody in particular. */
  public Rest rest() {
    return Rest.at(balancer.port());
  }

  /** Has an instance meet its fate at a failpoint, at the so-manieth passing from now on. */
  public void doom(int i, Failpoint point, int passing, Doom.Fate fate) {
    Doom.order(posts.get(i).doom(), point, passing, fate);
  }

  /** Starts an instance that has ended, with no doom on it. */
  public void restart(int i) {
    try {
      boolean unused = Files.deleteIfExists(posts.get(i).doom());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(List.of(i));
  }

  /** Ends all of it. */
  @Override
  public void close() {
    posts.forEach(post -> {
      post.process().close();
      post.toPostgres().close();
      post.toRedis().close();
    });
    redis.close();
    postgres.close();
    balancer.close();
  }
}
