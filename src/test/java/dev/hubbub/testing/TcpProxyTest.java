package dev.hubbub.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {
  private ServerSocket server;
  private TcpProxy proxy;

  TcpProxyTest() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    proxy = TcpProxy.to(server.getLocalPort());
  }

  @BeforeEach
  void echoes() {
    Thread echo = new Thread(this::serve);
    echo.setDaemon(true);
    echo.start();
  }

  @AfterEach
  void ends() throws IOException {
    proxy.close();
    server.close();
  }

  @Test
  void aHealthyLinkPassesEveryByteInOrder() throws IOException {
    byte[] sent = new byte[1_000_000];
    new Random(1).nextBytes(sent);
    try (Socket socket = connect()) {
      Thread writer = new Thread(() -> write(socket, sent));
      writer.start();
      assertArrayEquals(sent, socket.getInputStream().readAllBytes());
    }
    assertEquals(sent.length, proxy.passed(TcpProxy.Direction.TO_SERVER));
  }

  @Test
  void whatABlackHoleHeldArrivesOnceItHeals() throws IOException {
    try (Socket socket = connect()) {
      exchange(socket, 1);
      proxy.blackhole();
      socket.getOutputStream().write(2);
      assertSilent(socket);
      proxy.pass();
      assertEquals(2, socket.getInputStream().read());
    }
  }

  @Test
  void oneWayHoldsOnlyThatWay() throws IOException {
    try (Socket socket = connect()) {
      exchange(socket, 1);
      long before = proxy.passed(TcpProxy.Direction.TO_SERVER);
      proxy.hold(TcpProxy.Direction.TO_CLIENT);
      socket.getOutputStream().write(2);
      assertSilent(socket);
      assertEquals(before + 1, proxy.passed(TcpProxy.Direction.TO_SERVER));
      proxy.pass();
      assertEquals(2, socket.getInputStream().read());
    }
  }

  @Test
  void aDelayKeepsOrder() throws IOException {
    try (Socket socket = connect()) {
      exchange(socket, 1);
      proxy.delay(Duration.ofMillis(100));
      long start = System.nanoTime();
      for (int i = 10; i < 20; i++) {
        socket.getOutputStream().write(i);
      }
      for (int i = 10; i < 20; i++) {
        assertEquals(i, socket.getInputStream().read());
      }
      assertTrue(System.nanoTime() - start >= Duration.ofMillis(200).toNanos());
    }
  }

  @Test
  void whatWasHeldWhenTheLinkIsCutIsLost() throws IOException {
    try (Socket socket = connect()) {
      exchange(socket, 1);
      proxy.hold(TcpProxy.Direction.TO_SERVER);
      socket.getOutputStream().write(2);
      long before = proxy.passed(TcpProxy.Direction.TO_SERVER);
      proxy.cut();
      assertEquals(-1, socket.getInputStream().read());
      proxy.pass();
      try (Socket next = connect()) {
        exchange(next, 3);
      }
      assertEquals(before + 1, proxy.passed(TcpProxy.Direction.TO_SERVER));
    }
  }

  @Test
  void aResetIsSeenAsOne() throws IOException {
    try (Socket socket = connect()) {
      exchange(socket, 1);
      proxy.reset();
      assertThrows(SocketException.class, () -> socket.getInputStream().read());
    }
  }

  @Test
  void refusingLeavesOldConnectionsAlone() throws IOException {
    try (Socket old = connect()) {
      exchange(old, 1);
      proxy.refuse();
      assertThrows(ConnectException.class, this::connect);
      exchange(old, 2);
      proxy.pass();
      try (Socket next = connect()) {
        exchange(next, 3);
      }
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static void exchange(Socket socket, int value) throws IOException {
    socket.getOutputStream().write(value);
    assertEquals(value, socket.getInputStream().read());
  }

  private static void assertSilent(Socket socket) throws IOException {
    socket.setSoTimeout(200);
    assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
    socket.setSoTimeout(10_000);
  }

  private static void write(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket accepted = server.accept();
        Thread echo = new Thread(() -> echo(accepted));
        echo.setDaemon(true);
        echo.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void echo(Socket socket) {
    try (socket) {
      long unused = socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (IOException cut) {
      // As tests do with it.
    }
  }
}
