package dev.hubbub.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that stay free while their server is down. They lie below the range that the kernel takes local ports from:
 * there, a client that knocks again and again on a dead server's port sooner or later connects to itself.
 */
public final class Ports {
  private static final int FROM = 15_000;
  private static final int TO = 32_000;

  /** Between a port's choice and its server's start somebody else may choose. */
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private Ports() {}

  /** A port on loopback that nobody listens on now, and that was not handed out before. */
  public static int free() {
    return ThreadLocalRandom.current()
        .ints(1_000, FROM, TO)
        .filter(port -> isFree(port) && GIVEN.add(port))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No free port below " + TO));
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
