package dev.hubbub.survive;

import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Loops;
import dev.hubbub.testing.Rest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Guesses of passwords from very many addresses, as many at once as are answered. Each that is tried costs a hash, which
 * is made to cost; one account among them is somebody's who wants to come in.
 */
final class LoginFlood extends Greed {
  private static final int AT_ONCE = 100;
  private static final int ACCOUNTS = 1_000;
  private static final String PASSWORD = "tea at four, always";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Map<Integer, Long> answers = new ConcurrentSkipListMap<>();
  private final List<Finding> found = new ArrayList<>();
  private @Nullable Vertx vertx;
  private volatile boolean over;
  private int sent;

  LoginFlood() {
    super("greed", "100 guesses of passwords at a time, from 60,000 addresses");
  }

  @Override
  protected void prepare(Scene scene) {
    Rest rest = scene.site().instance(0).rest();
    var unused = rest.register("owner", PASSWORD);
    var unusedToo = login(rest).expect(200);
  }

  @Override
  void take(HubbubProcess instance, Scene scene) {
    found.clear();
    answers.clear();
    over = false;
    Vertx own = Loops.polite();
    vertx = own;
    HttpClient client =
        own.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(AT_ONCE));
    long begin = System.nanoTime();
    own.getOrCreateContext().runOnContext(go -> {
      for (int i = 0; i < AT_ONCE; i++) {
        guess(client, instance.port());
      }
    });
    try {
      whoKnowsAPassword(instance, scene, begin);
    } finally {
      over = true;
    }
  }

  private void whoKnowsAPassword(HubbubProcess instance, Scene scene, long begin) {
    Duration half = scene.plan().heal().minus(scene.plan().strike()).dividedBy(2);
    await(begin, half);
    long asked = System.nanoTime();
    int tries = 0;
    Rest.Answer in;
    do {
      tries++;
      in = login(instance.rest());
    } while (in.status() != 200 && System.nanoTime() - asked < PATIENCE.toNanos());
    found.add(Finding.within(
        "who knows a password is in, after " + tries + " tries",
        Duration.ofSeconds(5),
        Duration.ofNanos(System.nanoTime() - asked)));
    await(begin, half.multipliedBy(2));
  }

  /** From an address that the account is known to be used from. */
  private static Rest.Answer login(Rest rest) {
    return rest.with("X-Forwarded-For", "192.0.2.1")
        .post("/auth/login", new JsonObject().put("username", "owner").put("password", PASSWORD));
  }

  private void guess(HttpClient client, int port) {
    if (over) {
      return;
    }
    int number = sent++;
    String address = "10." + number / 65_536 % 256 + "." + number / 256 % 256 + "." + number % 256;
    JsonObject body = new JsonObject()
        .put("username", number % 10 == 0 ? "owner" : "user" + number % ACCOUNTS)
        .put("password", "a guess, number " + number);
    RequestOptions request = new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setHost("127.0.0.1")
        .setPort(port)
        .setURI("/api/v1/auth/login")
        .putHeader("Content-Type", "application/json")
        .putHeader("X-Forwarded-For", address);
    client
        .request(request)
        .compose(ready -> ready.send(Buffer.buffer(body.encode())))
        .compose(answer -> answer.body().map(read -> answer.statusCode()))
        .otherwise(0)
        .onSuccess(status -> {
          if (status != 0 || !over) { // else it is we who hang up
            answers.merge(status, 1L, Long::sum);
          }
          guess(client, port);
        });
  }

  @Override
  void stop() {
    over = true;
    if (vertx != null) {
      var unused = Loops.await(vertx.close(), PATIENCE);
    }
  }

  @Override
  List<Finding> outcome(Gauges before, Gauges after) {
    List<Finding> findings = new ArrayList<>(found);
    findings.add(Finding.promise(
        "guesses are answered 401 or 429, by status",
        answers.toString(),
        answers.keySet().stream().allMatch(status -> status == 401 || status == 429)));
    findings.add(Finding.atMost(
        "memory that came with it, MiB", 192, (after.resident() - before.resident()) >> 20));
    return findings;
  }
}
