package dev.hubbub.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * What the machine asks for the one thing that no server can do without: a write of one frame to one socket. Delivery is
 * mostly that, so figures of two machines, or of two days, compare by it.
 */
final class BareWrite {
  private static final int SOCKETS = 500;
  private static final int FRAME = 250;
  private static final int ROUNDS = 400;

  private BareWrite() {}

  /** CPU of a write of 250 bytes to a loopback socket, by one thread to 500 of them in turn; microseconds. */
  static double micros() {
    List<SocketChannel> writers = new ArrayList<>();
    List<SocketChannel> readers = new ArrayList<>();
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), SOCKETS);
      for (int i = 0; i < SOCKETS; i++) {
        writers.add(SocketChannel.open(server.getLocalAddress())
            .setOption(StandardSocketOptions.TCP_NODELAY, true));
        readers.add(server.accept());
      }
      double unused = round(writers, readers);
      return round(writers, readers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writers.forEach(BareWrite::close);
      readers.forEach(BareWrite::close);
    }
  }

  private static double round(List<SocketChannel> writers, List<SocketChannel> readers)
      throws IOException {
    ByteBuffer frame = ByteBuffer.allocateDirect(FRAME);
    ByteBuffer read = ByteBuffer.allocateDirect(FRAME);
    long nanos = 0;
    for (int i = 0; i < ROUNDS; i++) {
      long before = cpuNanos();
      for (SocketChannel writer : writers) {
        frame.clear();
        while (frame.hasRemaining()) {
          int unused = writer.write(frame);
        }
      }
      nanos += cpuNanos() - before;
      for (SocketChannel reader : readers) {
        read.clear();
        while (read.hasRemaining() && reader.read(read) >= 0) {}
      }
    }
    return nanos / 1_000.0 / ROUNDS / writers.size();
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
