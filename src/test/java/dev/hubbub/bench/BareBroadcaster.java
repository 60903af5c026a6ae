package dev.hubbub.bench;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What Vert.x costs without Hubbub: a WebSocket server that hands each message to everybody in its room, and keeps,
 * checks and promises nothing. It says of the protocol what the generators wait for. Argument: the port.
 */
final class BareBroadcaster extends VerticleBase {
  private static final PrintStream OUT = System.out;

  private final int port;
  private final Map<String, Room> rooms = new HashMap<>();

  private static final class Room {
    private final List<ServerWebSocket> sockets = new ArrayList<>();
    private long seq;
  }

  BareBroadcaster(int port) {
    this.port = port;
  }

  /** Serves until it is killed. */
  public static void main(String[] args) {
    var unused = Vertx.vertx()
        .deployVerticle(new BareBroadcaster(Integer.parseInt(args[0])))
        .onSuccess(id -> OUT.println("listens on http://127.0.0.1:" + args[0]));
  }

  @Override
  public Future<?> start() {
    return vertx
        .createHttpServer()
        .requestHandler(BareBroadcaster::answer)
        .webSocketHandler(this::greet)
        .listen(port, "127.0.0.1");
  }

  private static void answer(HttpServerRequest request) {
    request.body().onSuccess(body -> {
      var unused = request.response().setStatusCode(201).end("{\"access_token\":\"any\"}");
    });
  }

  private void greet(ServerWebSocket socket) {
    if (socket.headers().contains("Authorization")) {
      tell(socket, "{\"type\":\"hello\",\"user\":\"any\",\"version\":\"bare Vert.x\"}");
    }
    socket.textMessageHandler(text -> hear(socket, new JsonObject(text)));
  }

  private void hear(ServerWebSocket socket, JsonObject frame) {
    Room room = rooms.computeIfAbsent(frame.getString("room", ""), id -> new Room());
    String of = "\",\"room\":\"" + frame.getString("room") + "\",\"seq\":";
    switch (frame.getString("type")) {
      case "auth" -> tell(socket, "{\"type\":\"hello\",\"user\":\"any\"}");
      case "join" -> {
        room.sockets.add(socket);
        tell(socket, "{\"type\":\"joined" + of + room.seq + ",\"epoch\":\"e\"}");
      }
      case "send" -> {
        String key = ",\"key\":\"" + frame.getString("key") + "\"";
        String said = "{\"type\":\"message" + of + ++room.seq + key + ",\"text\":\""
            + frame.getString("text") + "\"}";
        room.sockets.forEach(each -> tell(each, said));
        tell(socket, "{\"type\":\"ack" + of + room.seq + key + "}");
      }
      default -> tell(socket, "{\"type\":\"error\",\"code\":\"bad_request\"}");
    }
  }

  private static void tell(ServerWebSocket socket, String text) {
    if (!socket.isClosed()) {
      var unused = socket.writeTextMessage(text);
    }
  }
}
