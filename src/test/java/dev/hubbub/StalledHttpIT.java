package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hubbub.testing.Eventually;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Rest;
import dev.hubbub.testing.WsClient;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Whoever asks over HTTP and reads nothing of the answer is cut in time, and what was to be theirs is freed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class StalledHttpIT {
  private static final int STALLED = 20;
  private static final int SAID = 400;
  private static final int RECEIVE_BYTES = 65_536;
  /** As many bytes as a text may have, so that an answer is more than what the system keeps for a peer. */
  private static final String SAYING = "\ud83d\ude34".repeat(4_000);

  private static final Duration GONE = Duration.ofSeconds(30);

  private final HubbubProcess server = HubbubProcess.configured(new JsonObject()
          .put("limits", new JsonObject().put("stall_seconds", 3).put("answer_bytes", 0)))
      .start();
  private final Rest.User ann = server.rest().guest("Ann");
  private final String room = server.rest().as(ann).newRoom("Long");

  @AfterAll
  void close() {
    server.close();
  }

  /** In parts, so that who speaks here is no slow reader of the acks. */
  private void say(int times) {
    try (WsClient voice = WsClient.connect(server.port(), ann)) {
      for (int i = 1; i <= times; i++) {
        voice.send(new JsonObject().put("type", "send").put("room", room).put("text", SAYING));
        if (i % 100 == 0) {
          voice.barrier();
        }
      }
    }
  }

  private long descriptors() {
    return server
        .rest()
        .page("/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith("process_files_open_files "))
        .mapToLong(line -> Math.round(Double.parseDouble(line.substring(line.indexOf(' ')))))
        .findFirst()
        .orElseThrow();
  }

  private List<Socket> ask(String path) throws IOException {
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < STALLED; i++) {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(RECEIVE_BYTES);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      socket
          .getOutputStream()
          .write(("GET /api/v1" + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                  + ann.token() + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      assertEquals('H', socket.getInputStream().read());
      sockets.add(socket);
    }
    return sockets;
  }

  private void assertFreed(long before) {
    Eventually.within(GONE, () -> {
      long more = descriptors() - before;
      return more < STALLED / 2 ? null : more + " descriptors more than before";
    });
  }

  private static void end(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @Test
  void anAnswerThatNobodyReadsIsThrownAway() throws IOException {
    say(SAID);
    long before = descriptors();
    List<Socket> sockets = ask("/rooms/" + room + "/log?limit=1000");
    assertFreed(before);
    end(sockets);
  }

  @Test
  void aStreamThatNobodyReadsIsCut() throws IOException {
    long before = descriptors();
    List<Socket> sockets = ask("/events?rooms=" + room);
    for (int i = 0; i < 3; i++) {
      say(SAID);
    }
    assertFreed(before);
    end(sockets);
  }
}
