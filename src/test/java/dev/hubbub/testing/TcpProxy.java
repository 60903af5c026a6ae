package dev.hubbub.testing;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A link with faults to a server on loopback. It starts out passing everything. What is held is not lost: it goes on
 * when the link heals, as with a network that was away for a while; {@link #cut()} or {@link #reset()} loses it. Faults
 * are for connections that are there and for those to come. Any thread may use it.
 */
public final class TcpProxy implements AutoCloseable {
  private static final int CHUNK = 16_384;
  private static final int CHUNKS_UNDERWAY = 256;
  private static final int PATIENCE_MS = 5_000;

  private final Object lock = new Object();
  private final Set<Direction> held = EnumSet.noneOf(Direction.class);
  private final Map<Direction, AtomicLong> passed = new EnumMap<>(Direction.class);
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final int target;
  private final int port;
  private long delayNanos;
  private String forgedFrom = "";
  private String forgedTo = "";
  private @Nullable ServerSocket door;
  private @Nullable Thread accepting;
  private boolean closed;

  /** The way a byte goes. */
  public enum Direction {
    /** From who connected to the server. */
    TO_SERVER,
    /** From the server to who connected. */
    TO_CLIENT
  }

  private TcpProxy(int target, int port) {
    this.target = target;
    this.port = port;
    for (Direction direction : Direction.values()) {
      passed.put(direction, new AtomicLong());
    }
  }

  /** A link to what listens, now or later, on that port of 127.0.0.1. */
  public static TcpProxy to(int target) {
    TcpProxy proxy = new TcpProxy(target, Ports.free());
    proxy.open();
    return proxy;
  }

  /** Where it listens, on 127.0.0.1; the same all its life. */
  public int port() {
    return port;
  }

  /** Heals everything: what was held goes on, newcomers are let in. */
  public void pass() {
    synchronized (lock) {
      held.clear();
      delayNanos = 0;
      lock.notifyAll();
      open();
    }
  }

  /** Holds all bytes in both directions. Connections stay open, and new ones are taken but reach nobody. */
  public void blackhole() {
    hold(Direction.TO_SERVER);
    hold(Direction.TO_CLIENT);
  }

  /** Holds all bytes of one direction. */
  public void hold(Direction direction) {
    synchronized (lock) {
      held.add(direction);
    }
  }

  /** Has every byte arrive so much later, in both directions. */
  public void delay(Duration by) {
    synchronized (lock) {
      delayNanos = by.toNanos();
    }
  }

  /** Ends all connections, as a server does that closes them; what is held is lost. */
  public void cut() {
    links.forEach(link -> link.end(false));
  }

  /** Ends all connections with RST; what is held is lost. */
  public void reset() {
    links.forEach(link -> link.end(true));
  }

  /** Refuses new connections until {@link #pass()}; those there are stay. */
  public void refuse() {
    synchronized (lock) {
      shut();
    }
  }

  /** How many connections there are. */
  public int connections() {
    return links.size();
  }

  /** How many bytes went that way so far. */
  public long passed(Direction direction) {
    return count(direction).get();
  }

  /** Ends it and its connections. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      shut();
    }
    cut();
  }

  private void open() {
    synchronized (lock) {
      if (door != null || closed) {
        return;
      }
      try {
        ServerSocket opened = new ServerSocket();
        opened.setReuseAddress(true);
        opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        door = opened;
        Thread thread = thread("accept", () -> accept(opened));
        thread.start();
        accepting = thread;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void shut() {
    if (door != null) {
      quietly(door);
      door = null;
      awaitDeaf();
    }
  }

  /** The kernel takes connections for as long as a thread waits for one, also on a socket that is closed. */
  private void awaitDeaf() {
    try {
      if (accepting != null) {
        accepting.join(PATIENCE_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept(ServerSocket opened) {
    while (true) {
      try {
        Socket client = opened.accept();
        client.setTcpNoDelay(true);
        Link link = new Link(client);
        links.add(link);
        if (opened.isClosed()) {
          link.end(false);
        }
        start("connect", link::connect);
      } catch (IOException shut) {
        return;
      }
    }
  }

  private long delay() {
    synchronized (lock) {
      return delayNanos;
    }
  }

  private void awaitOpen(Direction direction, Link link) throws InterruptedException {
    synchronized (lock) {
      while (held.contains(direction) && !link.ended) {
        lock.wait();
      }
    }
  }

  /**
   * Once, puts other words in the place of what is told to a client, as a server with a fault would.
   *
   * @param from what is looked for, in one piece of what goes by
   * @param to as long as {@code from}
   */
  public void forge(String from, String to) {
    if (from.length() != to.length()) {
      throw new IllegalArgumentException("A frame says how long it is.");
    }
    synchronized (lock) {
      forgedFrom = from;
      forgedTo = to;
    }
  }

  private byte[] forged(Direction direction, byte[] bytes) {
    synchronized (lock) {
      if (forgedFrom.isEmpty() || direction == Direction.TO_SERVER) {
        return bytes;
      }
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      int at = text.indexOf(forgedFrom);
      if (at < 0) {
        return bytes;
      }
      String forged = text.substring(0, at) + forgedTo + text.substring(at + forgedFrom.length());
      forgedFrom = "";
      return forged.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  private AtomicLong count(Direction direction) {
    return passed.computeIfAbsent(direction, unused -> new AtomicLong());
  }

  private void start(String what, Runnable task) {
    thread(what, task).start();
  }

  private Thread thread(String what, Runnable task) {
    Thread thread = new Thread(task, "proxy " + port + " " + what);
    thread.setDaemon(true);
    return thread;
  }

  private static void quietly(AutoCloseable what) {
    try {
      what.close();
    } catch (Exception alreadyClosed) {
      // It is to be closed, and it is.
    }
  }

  /** Bytes on their way, and when they are due; no bytes for the end of the stream. */
  private record Chunk(Buffer bytes, long due) {}

  /** One connection through the proxy. */
  private final class Link {
    private final Socket client;
    private final Socket server = new Socket();
    private volatile boolean ended;

    Link(Socket client) {
      this.client = client;
    }

    void connect() {
      try {
        awaitOpen(Direction.TO_SERVER, this);
        server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
        server.setTcpNoDelay(true);
        pump(Direction.TO_SERVER, client, server);
        pump(Direction.TO_CLIENT, server, client);
      } catch (IOException refused) {
        end(true);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void end(boolean abruptly) {
      synchronized (lock) {
        ended = true;
        lock.notifyAll();
      }
      for (Socket socket : new Socket[] {client, server}) {
        try {
          if (abruptly) {
            socket.setSoLinger(true, 0);
          }
        } catch (IOException alreadyClosed) {
          // Then there is nothing left to reset.
        }
        quietly(socket);
      }
      links.remove(this);
    }

    private void pump(Direction direction, Socket from, Socket to) {
      BlockingQueue<Chunk> underway = new ArrayBlockingQueue<>(CHUNKS_UNDERWAY);
      start(direction + " in", () -> read(from, underway));
      start(direction + " out", () -> write(direction, underway, to));
    }

    private void read(Socket from, BlockingQueue<Chunk> underway) {
      byte[] buffer = new byte[CHUNK];
      try {
        InputStream in = from.getInputStream();
        int length;
        do {
          length = in.read(buffer);
          Buffer bytes = Buffer.buffer(Math.max(0, length));
          bytes.appendBytes(buffer, 0, Math.max(0, length));
          put(underway, new Chunk(bytes, System.nanoTime() + delay()));
        } while (length >= 0 && !ended);
      } catch (IOException broken) {
        end(true);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void put(BlockingQueue<Chunk> underway, Chunk chunk) throws InterruptedException {
      while (!ended && !underway.offer(chunk, 1, TimeUnit.SECONDS)) {
        // The other side takes nothing: neither do we.
      }
    }

    private void write(Direction direction, BlockingQueue<Chunk> underway, Socket to) {
      try {
        OutputStream out = to.getOutputStream();
        while (!ended) {
          Chunk chunk = underway.poll(1, TimeUnit.SECONDS);
          if (chunk == null) {
            continue;
          }
          awaitDue(chunk);
          awaitOpen(direction, this);
          if (ended) {
            return;
          }
          if (chunk.bytes().length() == 0) {
            finish(direction, to);
            return;
          }
          count(direction).addAndGet(chunk.bytes().length());
          out.write(forged(direction, chunk.bytes().getBytes()));
        }
      } catch (IOException broken) {
        end(true);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void awaitDue(Chunk chunk) throws InterruptedException {
      synchronized (lock) {
        long left;
        while (!ended && (left = chunk.due() - System.nanoTime()) > 0) {
          TimeUnit.NANOSECONDS.timedWait(lock, left);
        }
      }
    }

    private void finish(Direction direction, Socket to) throws IOException {
      if (ended) {
        return;
      }
      to.shutdownOutput();
      boolean other =
          direction == Direction.TO_SERVER ? client.isOutputShutdown() : server.isOutputShutdown();
      if (other) {
        end(false);
      }
    }
  }
}
