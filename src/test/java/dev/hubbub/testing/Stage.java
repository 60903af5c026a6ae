package dev.hubbub.testing;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

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

  private @Nullable HubbubProcess one;
  private @Nullable HubbubProcess other;

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
  public synchronized HubbubProcess one() {
    if (one == null) {
      start();
    }
    return running(one);
  }

  /** The other instance, where there are two. */
  public synchronized HubbubProcess other() {
    if (other == null) {
      start();
    }
    return running(other);
  }

  private static HubbubProcess running(@Nullable HubbubProcess process) {
    if (process == null) {
      throw new IllegalStateException("not started");
    }
    return process;
  }

  private void start() {
    if (this == EMBEDDED) {
      one = HubbubProcess.configured(new JsonObject()).start();
      other = one;
      return;
    }
    JsonObject shared = new JsonObject()
        .put("database", new JsonObject().put("url", TestServices.postgres()))
        .put("redis", new JsonObject().put("url", TestServices.redis()).put("prefix", "stage:"));
    one = HubbubProcess.configured(shared).start();
    other = HubbubProcess.configured(shared).start();
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
