package dev.hubbub.testing;

import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A name server on loopback that knows every name under the same address, for a second at a time (RFC 1035). It may
 * change its mind, fail, be slow, or say nothing. Any thread may use it.
 */
public final class NameServer implements AutoCloseable {
  private static final int LONGEST = 512;
  private static final int HEADER = 12;
  private static final int TTL_SECONDS = 1;
  private static final short A = 1;
  private static final int NO_ERROR = 0;
  private static final int SERVER_FAILURE = 2;
  private static final int NO_SUCH_NAME = 3;

  private final DatagramSocket socket;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile byte[] address = {127, 0, 0, 1};
  private volatile int code = NO_ERROR;
  private volatile boolean silent;
  private volatile long delayMs;

  private NameServer(DatagramSocket socket) {
    this.socket = socket;
  }

  /** One that says 127.0.0.1. */
  public static NameServer start() {
    try {
      NameServer server =
          new NameServer(new DatagramSocket(Ports.free(), InetAddress.getLoopbackAddress()));
      Thread thread = new Thread(server::serve, "name server");
      thread.setDaemon(true);
      thread.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has an instance ask this name server and no other, from its next start on. */
  public void serve(HubbubProcess instance) {
    var unused = instance
        .beside(Asking.directory())
        .with("JAVA_TOOL_OPTIONS", "-D" + Asking.PROPERTY + "=127.0.0.1:" + socket.getLocalPort());
  }

  /** Says that every name is at 127.0.0.{@code last}, at once. */
  public void say(int last) {
    address = new byte[] {127, 0, 0, (byte) last};
    code = NO_ERROR;
    silent = false;
    delayMs = 0;
  }

  /** Says that it cannot answer. */
  public void fail() {
    code = SERVER_FAILURE;
  }

  /** Says that there is no such name. */
  public void deny() {
    code = NO_SUCH_NAME;
  }

  /** Says nothing. */
  public void keepSilent() {
    silent = true;
  }

  /** Answers so much later. */
  public void delay(Duration by) {
    delayMs = by.toMillis();
  }

  /** How often it was asked. */
  public int asked() {
    return asked.get();
  }

  @Override
  public void close() {
    socket.close();
  }

  private void serve() {
    byte[] buffer = new byte[LONGEST];
    while (!socket.isClosed()) {
      DatagramPacket question = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(question);
      } catch (IOException closed) {
        return;
      }
      asked.incrementAndGet();
      if (!silent) {
        byte[] answer = answer(Arrays.copyOf(buffer, question.getLength()));
        DatagramPacket packet =
            new DatagramPacket(answer, answer.length, question.getSocketAddress());
        CompletableFuture.delayedExecutor(delayMs, TimeUnit.MILLISECONDS)
            .execute(() -> send(packet));
      }
    }
  }

  private void send(DatagramPacket packet) {
    try {
      socket.send(packet);
    } catch (IOException closed) {
      // Then nobody waits for it.
    }
  }

  /** The question's id and name come back; an address only for a question about one. */
  private byte[] answer(byte[] question) {
    int end = HEADER;
    while (question[end] != 0) {
      end += question[end] + 1;
    }
    end++;
    boolean known = code == NO_ERROR && ByteBuffer.wrap(question).getShort(end) == A;
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.writeBytes(ByteBuffer.allocate(HEADER)
        .put(question, 0, 2)
        .putShort((short) (0x8580 | code))
        .putShort((short) 1)
        .putShort((short) (known ? 1 : 0))
        .putShort((short) 0)
        .putShort((short) 0)
        .array());
    answer.write(question, HEADER, end + 4 - HEADER);
    if (known) {
      answer.writeBytes(ByteBuffer.allocate(16)
          .putShort((short) (0xc000 | HEADER))
          .putShort(A)
          .putShort((short) 1)
          .putInt(TTL_SECONDS)
          .putShort((short) 4)
          .put(address)
          .array());
    }
    return answer.toByteArray();
  }

  /** Part of the instance that asks: Vert.x finds it by itself. */
  public static final class Asking implements VertxServiceProvider {
    static final String PROPERTY = "hubbub.test.names";

    /** A class path with nothing but this class. */
    static Path directory() {
      Path directory = Reaper.directory("names");
      String file = Asking.class.getName().replace('.', '/') + ".class";
      try (InputStream own =
          Objects.requireNonNull(Asking.class.getClassLoader().getResourceAsStream(file))) {
        Path target = directory.resolve(file);
        Path unused = Files.createDirectories(Objects.requireNonNull(target.getParent()));
        long unusedSize = Files.copy(own, target);
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Path unusedFile = Files.writeString(
            services.resolve(VertxServiceProvider.class.getName()), Asking.class.getName());
        return directory;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void init(VertxBootstrap builder) {
      var unused =
          builder.options().getAddressResolverOptions().addServer(System.getProperty(PROPERTY));
    }
  }
}
