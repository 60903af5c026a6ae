package dev.hubbub.redis;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import io.vertx.redis.client.impl.PooledRedisConnection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Two connections to Redis that live and die together: one for commands, one that listens. Whatever ends one, or leaves a
 * command without an answer, ends both; after that they do nothing, and {@link Link} makes new ones. For the context
 * that opened them only.
 */
final class Connections {
  /** Channels in one command; Redis does nothing else while it works on one. */
  private static final int CHANNELS_AT_ONCE = 500;

  private final RedisConnection commands;
  private final RedisConnection listening;
  private final int commandMs;
  private final Listener listener;
  private final Deque<Asked> asked = new ArrayDeque<>();
  private final Set<String> carried = new HashSet<>();
  private boolean ended;

  private Connections(
      RedisConnection commands, RedisConnection listening, int commandMs, Listener listener) {
    this.commands = commands;
    this.listening = listening;
    this.commandMs = commandMs;
    this.listener = listener;
    for (RedisConnection one : List.of(commands, listening)) {
      one.endHandler(end -> end());
      one.exceptionHandler(fault -> end());
    }
    listening.handler(this::received);
  }

  /** Who is told what happens on the connections. */
  interface Listener {
    /** A message on a subscribed channel. */
    void heard(String channel, byte[] message);

    /** The connections are no more. Called once. */
    void ended(Connections connections);
  }

  /**
   * Opens both.
   *
   * @param commandMs longest wait for them, and for every command on them
   */
  static Future<Connections> open(Redis client, int commandMs, Listener listener) {
    Future<RedisConnection> commands = client.connect();
    Future<RedisConnection> listening = commands.compose(first -> client.connect());
    return listening
        .map(second -> new Connections(commands.result(), second, commandMs, listener))
        .timeout(commandMs, TimeUnit.MILLISECONDS)
        .onFailure(late -> {
          commands.onSuccess(Connections::close);
          listening.onSuccess(Connections::close);
        });
  }

  /** Sends one command. Fails with {@link RedisRefused} where Redis says no; where it says nothing, all is over. */
  Future<Response> send(Request command) {
    return answered(commands.send(command));
  }

  /** Sends commands in one write, in their order. Fails where one of them is refused; the others are done all the same. */
  Future<List<Response>> batch(List<Request> batch) {
    return answered(commands.batch(batch));
  }

  /** Starts hearing channels; succeeds once Redis confirmed all of them. */
  Future<Void> subscribe(Collection<String> channels) {
    List<Future<Void>> confirmed = new ArrayList<>();
    List<Wanted> wanted = new ArrayList<>();
    for (String channel : channels) {
      Promise<Void> promise = Promise.promise();
      confirmed.add(promise.future());
      wanted.add(new Wanted(channel, promise));
      if (wanted.size() == CHANNELS_AT_ONCE) {
        ask(wanted);
        wanted = new ArrayList<>();
      }
    }
    ask(wanted);
    return Future.join(confirmed).mapEmpty();
  }

  /** Stops hearing a channel. */
  void unsubscribe(String channel) {
    if (!ended) {
      listening.send(Request.cmd(Command.UNSUBSCRIBE, channel)).onFailure(fault -> end());
    }
  }

  /** Whether Redis confirmed that this channel is heard here. */
  boolean carries(String channel) {
    return carried.contains(channel);
  }

  /** Ends both connections. */
  void end() {
    if (ended) {
      return;
    }
    ended = true;
    close(commands);
    close(listening);
    carried.clear();
    while (!asked.isEmpty()) {
      asked.remove().fail(new IllegalStateException("The link to Redis ended."));
    }
    listener.ended(this);
  }

  /** Not its own {@code close()}, which would keep the connection for the next who asks, dead or not. */
  private static void close(RedisConnection connection) {
    if (connection instanceof PooledRedisConnection pooled) {
      pooled.actual().forceClose();
    }
  }

  private void ask(List<Wanted> wanted) {
    if (wanted.isEmpty()) {
      return;
    }
    Asked command = new Asked(new ArrayDeque<>(wanted), wanted.size());
    if (ended) {
      command.fail(new IllegalStateException("The link to Redis ended."));
      return;
    }
    asked.add(command);
    Object[] names = wanted.stream().map(Wanted::channel).toArray();
    listening.send(Request.cmd(Command.SUBSCRIBE, names)).onFailure(fault -> end());
  }

  private void received(@Nullable Response said) {
    if (ended || said == null) {
      return;
    }
    if (said.type() == ResponseType.ERROR) {
      refused(said);
    } else if (said.isArray() && said.size() == 3) {
      String channel = said.get(1).toString();
      switch (said.get(0).toString()) {
        case "message" -> listener.heard(channel, said.get(2).toBytes());
        case "subscribe" -> confirmed(channel);
        case "unsubscribe" -> carried.remove(channel);
        default -> {
          // Nothing else was asked for.
        }
      }
    }
  }

  private void confirmed(String channel) {
    carried.add(channel);
    Asked command = asked.peek();
    if (command != null) {
      Wanted first = command.open().remove();
      if (command.open().isEmpty()) {
        asked.remove();
      }
      first.confirmed().complete();
    }
  }

  /** One channel that is not allowed has Redis refuse all in the command: then each is asked for by itself. */
  private void refused(Response said) {
    Asked command = asked.poll();
    if (command == null) {
      return;
    }
    if (command.channels() > 1) {
      command.open().forEach(one -> ask(List.of(one)));
    } else {
      RedisRefused refusal = RedisRefused.of(said);
      command.fail(
          refusal == null ? new IllegalStateException("Redis refused a channel.") : refusal);
    }
  }

  private <T> Future<T> answered(Future<T> answer) {
    return answer.timeout(commandMs, TimeUnit.MILLISECONDS).recover(cause -> {
      RedisRefused refusal = RedisRefused.in(cause);
      if (refusal == null) {
        end();
      }
      return Future.failedFuture(refusal == null ? cause : refusal);
    });
  }

  /** A channel that is to be heard, and who waits for it. */
  private record Wanted(String channel, Promise<Void> confirmed) {}

  /**
   * A SUBSCRIBE that was sent. Redis answers them in order, once for each channel or once with an error.
   *
   * @param open what it has not confirmed yet
   * @param channels how many there were
   */
  private record Asked(Deque<Wanted> open, int channels) {
    void fail(Throwable cause) {
      open.forEach(one -> one.confirmed().fail(cause));
    }
  }
}
