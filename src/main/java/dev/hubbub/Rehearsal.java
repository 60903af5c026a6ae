package dev.hubbub;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The first request to a server that has just started, made by itself: proves that it answers, and has the JVM load
 * what answering takes, so that an archive of the loaded classes holds it.
 */
final class Rehearsal {
  private static final int TIMEOUT_MS = 5_000;

  private Rehearsal() {}

  /** Whether the server on {@code port} of {@code host} answers in HTTP, whatever it says. Blocks. */
  static boolean answers(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(TIMEOUT_MS);
      socket.connect(new InetSocketAddress(host, port), TIMEOUT_MS);
      String request =
          "GET /livez HTTP/1.1\r\nHost: " + host + ":" + port + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readNBytes(8), StandardCharsets.US_ASCII);
      return answer.equals("HTTP/1.1");
    } catch (IOException e) {
      return false;
    }
  }
}
