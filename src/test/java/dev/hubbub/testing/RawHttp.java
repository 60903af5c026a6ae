package dev.hubbub.testing;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTTP/1.1 as bytes, right or wrong: what a server answers to them until it ends the connection. Stateless. */
public final class RawHttp {
  private static final int PATIENCE_MS = 15_000;
  /** The protocol is as the request had it, even where it was none. */
  private static final Pattern BEGIN = Pattern.compile("[!-~]{1,64} ([1-5][0-9]{2}) ");

  private static final String HEAD_END = "\r\n\r\n";

  private RawHttp() {}

  /**
   * One answer.
   *
   * @param headers by name in any case; of several with one name the last
   */
  public record Answer(int status, Map<String, String> headers, String body) {
    /** A header; empty where there is none. */
    public String header(String name) {
      return headers.getOrDefault(name, "");
    }

    /** The code in a problem document; empty where it is none. */
    public String code() {
      return header("Content-Type").equals("application/problem+json")
          ? new JsonObject(body).getString("code", "")
          : "";
    }
  }

  /** The bytes of {@code text}, of which no character is above 255. */
  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Sends bytes on a connection of their own to 127.0.0.1, and hands out all answers in order.
   *
   * @throws java.net.SocketTimeoutException where the server neither speaks nor ends the connection in time
   */
  public static List<Answer> exchange(int port, byte[] request) throws IOException {
    return answers(said(port, request, PATIENCE_MS));
  }

  /** The same, where what was sent may be no whole request: also a silence of {@code ms} milliseconds is the end. */
  public static List<Answer> untilSilence(int port, byte[] request, int ms) throws IOException {
    return answers(said(port, request, ms));
  }

  private static String said(int port, byte[] request, int patienceMs) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(patienceMs);
      try {
        socket.getOutputStream().write(request);
      } catch (SocketException refused) {
        // It need not read what it has refused; its answer may be here all the same.
      }
      return read(socket, patienceMs < PATIENCE_MS);
    }
  }

  /** All bytes until the end, be it a reset, as characters up to 255. */
  private static String read(Socket socket, boolean untilSilence) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] some = new byte[8_192];
    try {
      int count = socket.getInputStream().read(some);
      while (count >= 0) {
        all.write(some, 0, count);
        count = socket.getInputStream().read(some);
      }
    } catch (SocketException reset) {
      // That is an end as well.
    } catch (SocketTimeoutException silence) {
      if (!untilSilence) {
        throw silence;
      }
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  private static List<Answer> answers(String all) {
    List<Answer> answers = new ArrayList<>();
    int from = 0;
    while (from < all.length()) {
      int end = all.indexOf(HEAD_END, from);
      Matcher begin = BEGIN.matcher(all).region(from, Math.max(from, end));
      if (!begin.lookingAt()) {
        throw new AssertionError("This is no answer: " + all.substring(from));
      }
      List<String> lines = all.substring(from, end).lines().toList();
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (String line : lines.subList(1, lines.size())) {
        int colon = line.indexOf(':');
        headers.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      }
      int body = end + HEAD_END.length();
      int status = Integer.parseInt(begin.group(1));
      from = Math.min(all.length(), body + length(status, headers, all.length() - body));
      answers.add(new Answer(status, headers, utf8(all.substring(body, from))));
    }
    return answers;
  }

  private static int length(int status, Map<String, String> headers, int rest) {
    if (status == 101) {
      return rest; // frames of another protocol
    }
    if (status < 200 || status == 204 || status == 304) {
      return 0;
    }
    String length = headers.get("Content-Length");
    return length == null ? rest : Integer.parseInt(length);
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
