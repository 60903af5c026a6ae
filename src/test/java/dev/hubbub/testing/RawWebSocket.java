package dev.hubbub.testing;

import io.vertx.core.buffer.Buffer;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A client of RFC 6455 that does what it is told, right or wrong, byte by byte. It answers nothing by itself: no ping,
 * no close. Blocking; one thread sends and one reads. Every wait for the server ends after {@link #PATIENCE_MS}.
 */
public final class RawWebSocket implements AutoCloseable {
  /** Where sessions are opened. */
  public static final String PATH = "/api/v1/ws";

  /** Milliseconds the server may take to say anything, before the test has failed. */
  public static final int PATIENCE_MS = 10_000;

  private static final String KEY = "aHViYnViIGlzIGEgdGVzdA==";
  private static final String ACCEPT_SALT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int MOST_HEAD = 65_536;

  private final Socket socket;
  private final InputStream in;

  private RawWebSocket(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /** A TCP connection on which nothing was said yet. */
  public static RawWebSocket connect(Endpoint endpoint) throws IOException {
    Socket socket = new Socket();
    socket.setTcpNoDelay(true);
    // Small, so that what a server keeps for one who does not read shows soon.
    socket.setReceiveBufferSize(65_536);
    socket.setSoTimeout(PATIENCE_MS);
    socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), PATIENCE_MS);
    return new RawWebSocket(socket);
  }

  /** A connection upgraded on {@link #PATH} with the endpoint's token. */
  public static RawWebSocket open(Endpoint endpoint) throws IOException {
    return open(endpoint, PATH, Map.of());
  }

  /** A connection upgraded with a request that differs as {@link #upgrade} tells. */
  public static RawWebSocket open(Endpoint endpoint, String path, Map<String, String> changes)
      throws IOException {
    RawWebSocket opened = connect(endpoint);
    try {
      opened.send(upgrade(endpoint, path, changes));
      Response response = opened.readResponse();
      if (response.status() != 101 || !accept().equals(response.header("Sec-WebSocket-Accept"))) {
        throw new IOException("The upgrade was answered with " + response);
      }
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** A good upgrade request, but for {@code changes}: headers to set, or to leave out where the value is empty. */
  public static byte[] upgrade(Endpoint endpoint, String path, Map<String, String> changes) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Host", endpoint.host() + ":" + endpoint.port());
    headers.put("Upgrade", "websocket");
    headers.put("Connection", "Upgrade");
    headers.put("Sec-WebSocket-Key", KEY);
    headers.put("Sec-WebSocket-Version", "13");
    headers.put("Authorization", "Bearer " + endpoint.token());
    headers.putAll(changes);
    StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
    headers.forEach((name, value) -> {
      if (!value.isEmpty()) {
        request.append(name).append(": ").append(value).append("\r\n");
      }
    });
    return request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Sends bytes as they are. */
  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Sends bytes in pieces of {@code chop}, each by itself; 0 is all at once. */
  public void send(byte[] bytes, int chop) throws IOException {
    if (chop == 0) {
      send(bytes);
      return;
    }
    for (int from = 0; from < bytes.length; from += chop) {
      socket.getOutputStream().write(bytes, from, Math.min(chop, bytes.length - from));
    }
  }

  /** Sends a frame as a client has to. */
  public void send(Frame frame) throws IOException {
    send(frame.masked());
  }

  /** Reads the head of an HTTP response; what follows it is left for {@link #read()}. */
  public Response readResponse() throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0 || head.length() > MOST_HEAD) {
        throw new EOFException("No whole HTTP response: " + head);
      }
      head.append((char) b);
    }
    List<String> lines = head.toString().lines().toList();
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line : lines.subList(1, lines.size() - 1)) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
    }
    return new Response(Integer.parseInt(lines.get(0).substring(9, 12)), headers);
  }

  /**
   * The next frame the server sends, absent once it has ended the connection.
   *
   * @throws java.net.SocketTimeoutException where it does neither in time
   * @throws AssertionError where it masks a frame, which a server must not
   */
  public @Nullable Frame read() throws IOException {
    int first = firstByte();
    if (first < 0) {
      return null;
    }
    int second = more();
    if ((second & 0x80) != 0) {
      throw new AssertionError("The server masked a frame.");
    }
    long length = second & 0x7F;
    if (length == 126) {
      length = number(2);
    } else if (length == 127) {
      length = number(8);
    }
    byte[] payload = in.readNBytes(Math.toIntExact(length));
    if (payload.length < length) {
      throw new EOFException("The server ended the connection within a frame.");
    }
    return new Frame((first & 0x80) != 0, first >> 4 & 7, first & 0xF, Buffer.buffer(payload));
  }

  /** Ends the connection without a word. */
  @Override
  public void close() throws IOException {
    socket.close();
  }

  private int firstByte() throws IOException {
    try {
      return in.read();
    } catch (SocketException e) {
      return -1; // a reset ends a connection as well
    }
  }

  private long number(int bytes) throws IOException {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number = number << 8 | more();
    }
    return number;
  }

  private int more() throws IOException {
    int b = in.read();
    if (b < 0) {
      throw new EOFException("The server ended the connection within a frame.");
    }
    return b;
  }

  private static String accept() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1")
          .digest((KEY + ACCEPT_SALT).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-1.", e);
    }
  }

  /** The head of an HTTP response. */
  public record Response(int status, Map<String, String> headers) {
    /** A header, by its name in any case; of several with one name the last. */
    public @Nullable String header(String name) {
      return headers.get(name);
    }
  }
}
