package dev.hubbub.survive;

import dev.hubbub.testing.Loops;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks for a page again and again, each time on a new connection, and counts the answers. Any thread may use it. */
final class Prober implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long EVERY_MS = 100;
  private static final long ANSWER_MS = 5_000;

  private final Vertx vertx = Loops.vertx();
  private final HttpClient client = vertx.createHttpClient(
      new HttpClientOptions().setKeepAlive(false).setConnectTimeout((int) ANSWER_MS),
      new PoolOptions().setHttp1MaxSize(200));
  private final Map<Integer, Integer> statuses = new TreeMap<>();
  private final long timer;
  private final String wanted;
  private int found;
  private int failed;

  /**
   * Begins.
   *
   * @param token of who asks; empty for nobody
   * @param wanted words of which it is counted in how many answers they are
   */
  Prober(List<Integer> ports, String path, String token, String wanted) {
    this.wanted = wanted;
    this.timer =
        vertx.setPeriodic(EVERY_MS, id -> ports.forEach(port -> ask(options(port, path, token))));
  }

  private static RequestOptions options(int port, String path, String token) {
    RequestOptions options = new RequestOptions()
        .setMethod(HttpMethod.GET)
        .setHost("127.0.0.1")
        .setPort(port)
        .setURI(path)
        .setTimeout(ANSWER_MS);
    return token.isEmpty() ? options : options.addHeader("Authorization", "Bearer " + token);
  }

  private void ask(RequestOptions what) {
    var unused = client
        .request(what)
        .compose(request -> request.send())
        .compose(
            answer -> answer.body().onSuccess(body -> count(answer.statusCode(), body.toString())))
        .onFailure(cause -> fail());
  }

  private synchronized void count(int status, String body) {
    statuses.merge(status, 1, Integer::sum);
    if (body.contains(wanted)) {
      found++;
    }
  }

  private synchronized void fail() {
    failed++;
  }

  /** How many answers had a status from there on, such as 500. */
  synchronized int from(int status) {
    return statuses.entrySet().stream()
        .filter(one -> one.getKey() >= status)
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** In how many answers the words were. */
  synchronized int found() {
    return found;
  }

  /** All counts, for people. */
  @Override
  public synchronized String toString() {
    return statuses + (failed == 0 ? "" : ", " + failed + " without an answer");
  }

  @Override
  public void close() {
    boolean unused = vertx.cancelTimer(timer);
    var unusedEnd = Loops.await(client.close(), PATIENCE);
  }
}
