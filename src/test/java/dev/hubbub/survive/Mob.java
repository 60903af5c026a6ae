package dev.hubbub.survive;

import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Loops;
import dev.hubbub.testing.Rest;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.internal.http.WebSocketInternal;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Clients that do not behave. Each user has an address of its own, as a proxy that is believed would tell it, so that
 * limits count them and not the others. They have an event loop to themselves, on which {@link Member} is at home; for
 * one thread beside it.
 */
final class Mob implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration GOODBYE = Duration.ofSeconds(10);

  /** Sockets that are being opened at a time. */
  private static final int AT_ONCE = 100;

  /** Small, so that what a server keeps for one who does not read shows soon. */
  private static final int RECEIVE_BYTES = 65_536;

  /** How the frame of one begins. */
  private static final String MESSAGE = "{\"type\":\"message\"";

  private static final int LARGEST = 64 << 20;

  private final Vertx vertx = Loops.polite();
  private final Context context = vertx.getOrCreateContext();
  private final WebSocketClient client;
  private final int port;
  private final List<Member> members = new ArrayList<>();

  /**
   * Users who are not there yet.
   *
   * @param port where they come to, which may be a proxy before {@code instance}
   * @param sessions of each user
   */
  Mob(HubbubProcess instance, int port, int users, int sessions) {
    this.port = port;
    this.client = vertx.createWebSocketClient(new WebSocketClientOptions()
        .setMaxConnections(20_000)
        .setConnectTimeout(30_000)
        .setReceiveBufferSize(RECEIVE_BYTES)
        .setMaxFrameSize(LARGEST)
        .setMaxMessageSize(LARGEST));
    for (int i = 0; i < users; i++) {
      Rest.User user = instance.rest().guest("Greedy " + i);
      for (int session = 0; session < sessions; session++) {
        members.add(new Member(user, "198.18." + i / 256 + "." + i % 256));
      }
    }
  }

  /** One session of a user, and what became of it. Of the mob's event loop. */
  final class Member {
    private final Rest.User user;
    private String address;
    private Consumer<String> ear = text -> {};
    private @Nullable WebSocket socket;
    private String message = "{}";
    private long heard;
    private long lives;
    private int closeCode;
    private boolean coming;

    private Member(Rest.User user, String address) {
      this.user = user;
      this.address = address;
    }

    Rest.User user() {
      return user;
    }

    /** Opens a session; what is told in it is heard from its first frame on. */
    Future<WebSocket> connect() {
      WebSocketConnectOptions options = new WebSocketConnectOptions()
          .setHost("127.0.0.1")
          .setPort(port)
          .setURI("/api/v1/ws")
          .addHeader("Authorization", "Bearer " + user.token())
          .addHeader("X-Forwarded-For", address);
      closeCode = 0;
      coming = true;
      ClientWebSocket opening = client.webSocket();
      opening.textMessageHandler(text -> {
        heard++;
        message = text.startsWith(MESSAGE) ? text : message;
        ear.accept(text);
      });
      opening.exceptionHandler(broken -> {});
      long life = ++lives;
      // Who is told to go does not wait for the end of the connection before it comes back.
      opening.frameHandler(frame -> {
        if (frame.isClose()) {
          gone(life, frame.closeStatusCode());
        }
      });
      opening.closeHandler(closed -> gone(life, 1006));
      return opening
          .connect(options)
          .onComplete(done -> coming = false)
          .onSuccess(opened -> socket = opening);
    }

    private void gone(long life, int code) {
      if (life == lives && closeCode == 0) {
        closeCode = code;
      }
    }

    /** Comes from another address from now on. */
    void moves(String to) {
      address = to;
    }

    /** Whether it is on its way. */
    boolean comes() {
      return coming;
    }

    /** Has every text told. */
    void hears(Consumer<String> told) {
      ear = told;
    }

    /** How many texts have come. */
    long heard() {
      return heard;
    }

    /** The last message that came. */
    JsonObject message() {
      return new JsonObject(message);
    }

    /** With what it was closed; 0 while it is open, as far as it knows. */
    int closeCode() {
      return closeCode;
    }

    /** The socket that was opened last. */
    WebSocket socket() {
      if (socket == null) {
        throw new IllegalStateException("not connected");
      }
      return socket;
    }

    /** Whether more may be sent now. */
    boolean takes() {
      return !socket().isClosed() && !socket().writeQueueFull();
    }

    /** Sends a frame, unless that is not possible any more. */
    void send(JsonObject frame) {
      if (!socket().isClosed()) {
        var unused = socket().writeTextMessage(frame.encode());
      }
    }

    /** Breaks the connection without a word. */
    void cut() {
      var unused = ((WebSocketInternal) socket()).channelHandlerContext().close();
    }
  }

  Vertx vertx() {
    return vertx;
  }

  List<Member> members() {
    return members;
  }

  /** Has all connect, some at a time, and waits until they have. */
  void come() {
    for (int from = 0; from < members.size(); from += AT_ONCE) {
      List<Member> some = members.subList(from, Math.min(members.size(), from + AT_ONCE));
      var unused =
          Loops.await(ask(() -> Future.all(some.stream().map(Member::connect).toList())), PATIENCE);
    }
  }

  /** Does something on their event loop, in a while. */
  void onLoop(Runnable what) {
    context.runOnContext(go -> what.run());
  }

  /** Does something with all of them, on their event loop. */
  void each(Consumer<Member> what) {
    Loops.run(context, () -> members.forEach(what), PATIENCE);
  }

  /** Waits until something holds for all of them. */
  void await(String what, Predicate<Member> holds) {
    Eventually.within(PATIENCE, () -> {
      long missing = count(holds.negate());
      return missing == 0 ? null : missing + " of " + members.size() + " are not " + what;
    });
  }

  /** For how many of them something holds. */
  long count(Predicate<Member> holds) {
    return Loops.ask(context, () -> members.stream().filter(holds).count(), PATIENCE);
  }

  private Future<?> ask(Callable<Future<?>> what) {
    return Loops.ask(context, what, PATIENCE);
  }

  /** Cuts who is still there: Vert.x says goodbye first, and of some who read nothing it would wait for an answer for ever. */
  @Override
  public void close() {
    each(member -> {
      if (member.socket != null && !member.socket.isClosed()) {
        member.cut();
      }
    });
    var unused = Loops.await(
        vertx.close().timeout(GOODBYE.toMillis(), TimeUnit.MILLISECONDS).otherwiseEmpty(),
        PATIENCE);
  }
}
