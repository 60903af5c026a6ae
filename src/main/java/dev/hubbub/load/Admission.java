package dev.hubbub.load;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Makes the users and rooms of a load over HTTP, and removes them. Blocks; one thread. */
final class Admission {
  private final LoadPlan plan;
  private final Api api;
  private final ExecutorService threads;
  private final String password;
  private final String run;

  Admission(LoadPlan plan, Api api, ExecutorService threads) {
    this.plan = plan;
    this.api = api;
    this.threads = threads;
    SecureRandom random = new SecureRandom();
    this.run = String.format("%08x", random.nextInt());
    this.password = new BigInteger(128, random).toString(36) + "-load";
  }

  /** Has everybody registered; {@code done} is told how many are. */
  Scene users(IntConsumer done) {
    Path file = plan.tokens();
    if (file != null) {
      return new Scene(run, read(file), false);
    }
    return new Scene(run, all(plan.users(), this::newcomer, done), true);
  }

  private List<String> read(Path file) {
    try {
      List<String> tokens = Files.readAllLines(file).stream()
          .map(String::strip)
          .filter(s -> !s.isEmpty())
          .toList();
      if (tokens.size() < plan.users()) {
        throw new LoadFailure(
            file + " has " + tokens.size() + " tokens for " + plan.users() + " users");
      }
      return tokens;
    } catch (IOException e) {
      throw new LoadFailure(file + " cannot be read: " + e.getMessage());
    }
  }

  private String newcomer(int user) {
    Api.Answer answer = plan.register()
        ? api.ask(
            plan.url(user),
            "POST",
            "/api/v1/auth/register",
            null,
            new JsonObject().put("username", "load-" + run + "-" + user).put("password", password))
        : api.ask(plan.url(user), "POST", "/api/v1/auth/guest", null, new JsonObject());
    String token = answer.isGood() ? answer.json().getString("access_token") : null;
    if (token == null) {
      throw new LoadFailure("a user was not let in: " + answer.status()
          + switch (answer.status()) {
            case 429 -> ", for there are too many; see limits.registrations_per_hour, or --tokens";
            case 403, 404 -> ", for there are no such users here; see --register and --tokens";
            default -> "";
          });
    }
    return token;
  }

  /** Has every room made by somebody who will be in it. */
  void rooms(Scene scene, IntConsumer done) {
    List<JsonObject> unused = all(
        plan.rooms(),
        room -> api.demand(
            plan.url(room),
            "POST",
            "/api/v1/rooms",
            scene.tokens().get(room),
            new JsonObject()
                .put("id", scene.roomPrefix() + room)
                .put("name", "Load " + scene.run() + " " + room)
                .put("visibility", "public")),
        done);
  }

  /** Ends the rooms, and the accounts that were registered; guests are the server's to forget. */
  void clean(Scene scene, IntConsumer done) {
    List<JsonObject> unused = all(
        plan.rooms(),
        room -> api.demand(
            plan.url(room),
            "DELETE",
            "/api/v1/rooms/" + scene.roomPrefix() + room,
            scene.tokens().get(room),
            null),
        done);
    if (plan.register()) {
      JsonObject proof = new JsonObject().put("password", password);
      List<JsonObject> unusedToo = all(
          plan.users(),
          user ->
              api.demand(plan.url(user), "DELETE", "/api/v1/me", scene.tokens().get(user), proof),
          done);
    }
  }

  private <T> List<T> all(int count, IntFunction<T> make, IntConsumer done) {
    List<Future<T>> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      made.add(threads.submit(() -> make.apply(number)));
    }
    List<T> results = new ArrayList<>();
    @Nullable LoadFailure failure = null;
    for (Future<T> one : made) {
      try {
        if (failure == null) {
          results.add(one.get());
          done.accept(results.size());
        } else {
          boolean unused = one.cancel(true);
        }
      } catch (ExecutionException e) {
        failure = e.getCause() instanceof LoadFailure known
            ? known
            : new LoadFailure(String.valueOf(e.getCause()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failure = new LoadFailure("interrupted");
      }
    }
    if (failure != null) {
      throw failure;
    }
    return results;
  }
}
