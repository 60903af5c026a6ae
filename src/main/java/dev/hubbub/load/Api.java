package dev.hubbub.load;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The HTTP side of the instances. Blocks; any thread. */
final class Api {
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final int TRIES = 20;
  private static final long LONGEST_WAIT_S = 5;

  private final HttpClient client;

  /** A side whose answers are taken care of by {@code threads}. */
  Api(ExecutorService threads) {
    this.client = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .executor(threads)
        .connectTimeout(Duration.ofSeconds(10))
        .build();
  }

  /**
   * What a server answered.
   *
   * @param text the body, whatever it is
   */
  record Answer(int status, String text) {
    boolean isGood() {
      return status >= 200 && status < 300;
    }

    JsonObject json() {
      try {
        return new JsonObject(text);
      } catch (DecodeException e) {
        throw new LoadFailure("an answer is no JSON object");
      }
    }
  }

  /** Asks for something that must be answered well. */
  JsonObject demand(
      URI url, String method, String path, @Nullable String token, @Nullable JsonObject body) {
    Answer answer = ask(url, method, path, token, body);
    if (!answer.isGood()) {
      throw new LoadFailure(method + " " + path + ": " + answer.status() + " " + detail(answer));
    }
    return answer.text().isEmpty() ? new JsonObject() : answer.json();
  }

  /** Asks. Who is told to wait for a few seconds does, and asks again. */
  Answer ask(
      URI url, String method, String path, @Nullable String token, @Nullable JsonObject body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path)).timeout(ANSWER);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    request.method(
        method,
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body.encode()));
    try {
      for (int tries = 1; ; tries++) {
        HttpResponse<String> response =
            client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        long wait = response.headers().firstValueAsLong("Retry-After").orElse(LONGEST_WAIT_S + 1);
        if (response.statusCode() != 429 || wait > LONGEST_WAIT_S || tries == TRIES) {
          return new Answer(response.statusCode(), response.body());
        }
        TimeUnit.SECONDS.sleep(Math.max(1, wait));
      }
    } catch (IOException e) {
      throw new LoadFailure(url + " does not answer: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LoadFailure("interrupted");
    }
  }

  private static String detail(Answer answer) {
    try {
      JsonObject problem = new JsonObject(answer.text());
      return problem.getString("detail", problem.getString("title", ""));
    } catch (DecodeException e) {
      return "";
    }
  }
}
