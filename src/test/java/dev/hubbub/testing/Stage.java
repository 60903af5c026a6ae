package dev.hubbub.testing;

import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The two ways of running Hubbub that every behaviour is the same on. Each is started when first asked for, shared by all
 * tests of the JVM, and gone with it; a test makes rooms and people of its own. Any thread may use it.
 */
public enum Stage {
  /** One instance with the embedded store: whoever is at the other one is at the same. */
  EMBEDDED,
  /** Two instances that share PostgreSQL and Redis. */
  SHARED;

  private static final AtomicInteger names = new AtomicInteger();
  private static final Map<Stage, Instances> started = new EnumMap<>(Stage.class);

  private record Instances(HubbubProcess one, HubbubProcess other) {}

  /** Somebody new, with a name that begins with {@code stem}. */
  public Person person(String stem) {
    return new Person(this, one().rest().guest(name(stem)));
  }

  /** Somebody new who has a password. */
  public Person person(String stem, String password) {
    return new Person(this, one().rest().register(name(stem), password));
  }

  /** A word that begins with {@code stem}, and that no other test of this JVM has. */
  public static String name(String stem) {
    return stem + names.incrementAndGet();
  }

  /** One instance. */
  public HubbubProcess one() {
    return instances().one();
  }

  /** The other instance, where there are two. */
  public HubbubProcess other() {
    return instances().other();
  }

  private Instances instances() {
    synchronized (started) {
      return started.computeIfAbsent(this, Stage::start);
    }
  }

  private static Instances start(Stage stage) {
    if (stage == EMBEDDED) {
      HubbubProcess only = HubbubProcess.configured(new JsonObject()).start();
      return new Instances(only, only);
    }
    JsonObject shared = new JsonObject()
        .put("database", new JsonObject().put("url", TestServices.postgres()))
        .put("redis", new JsonObject().put("url", TestServices.redis()).put("prefix", "stage:"));
    return new Instances(
        HubbubProcess.configured(shared).start(),
        HubbubProcess.configured(shared).start());
  }

  /** Somebody, who may be at both instances. */
  public record Person(Stage stage, Rest.User user) {
    /** How others see them named. */
    public String name() {
      return user.username();
    }

    /** Them, asking one instance. */
    public Rest here() {
      return stage.one().rest().as(user);
    }

    /** Them, asking the other one. */
    public Rest there() {
      return stage.other().rest().as(user);
    }

    /** A session of theirs on the other instance. */
    public WsClient session() {
      return WsClient.connect(stage.other().port(), user);
    }
  }
}
