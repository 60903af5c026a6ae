package dev.hubbub.gateway;

import java.util.ArrayList;
import java.util.List;

/**
 * Gathers the sockets of one event loop that were written to in a turn, so that each gets one system call for all of
 * it: the call is what delivery costs.
 */
final class Flush {
  private List<Socket> dirty = new ArrayList<>();
  private List<Socket> spare = new ArrayList<>();

  /** Has {@code socket} flushed once this turn's work is done. */
  void atEndOfTurn(Socket socket) {
    if (dirty.isEmpty()) {
      socket.afterTurn(this::run);
    }
    dirty.add(socket);
  }

  private void run() {
    List<Socket> sockets = dirty;
    dirty = spare;
    sockets.forEach(Socket::flush);
    sockets.clear();
    spare = sockets;
  }
}
