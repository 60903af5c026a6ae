package dev.hubbub.redis;

import dev.hubbub.bus.LocalBus;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Plain channels (PROTOCOL.md 5). While Redis carries a channel, what is said here goes out and comes back through it
 * once, so that all hear the same order. Else the listeners of this instance hear each other and nobody else, at once;
 * and when the link ends, they hear what had not come back.
 */
final class PlainRelay {
  /** Texts of one channel that may be on their way; of more than that the oldest are no longer waited for. */
  static final int ON_THEIR_WAY = 1_000;

  private final Link link;
  private final Outbox outbox;
  private final LocalBus bus;
  private final Map<String, Heard> channels = new HashMap<>();

  PlainRelay(Link link, Outbox outbox, LocalBus bus) {
    this.link = link;
    this.outbox = outbox;
    this.bus = bus;
  }

  /** A text on a channel, as listeners get it. */
  record Said(String channel, String text) {}

  /** Says a text on a channel. */
  void say(String channel, String text) {
    Heard heard = channels.get(channel);
    if (heard != null && !link.carries(channel)) {
      heard.tell(text);
    } else if (link.connections() != null) {
      if (heard != null) {
        heard.expect(text);
      }
      outbox.add(new Outgoing.Text(channel, Buffer.buffer(text)));
    }
  }

  /** Has the listener at {@code address} hear a channel. */
  Future<Void> hear(String channel, String address) {
    Heard heard = channels.get(channel);
    if (heard == null) {
      heard = new Heard(channel);
      channels.put(channel, heard);
    }
    heard.listeners.add(address);
    return link.carries(channel) ? Future.succeededFuture() : link.subscribe(channel);
  }

  /** What Redis says on a channel; whether it is a plain one that somebody hears. */
  boolean heard(String channel, byte[] message) {
    Heard heard = channels.get(channel);
    if (heard == null) {
      return false;
    }
    String text = new String(message, StandardCharsets.UTF_8);
    boolean unused = heard.expected.removeFirstOccurrence(text);
    heard.tell(text);
    return true;
  }

  /** The link ended: nothing comes back any more. */
  void lost() {
    outbox.dropTexts();
    channels.values().forEach(Heard::giveUp);
  }

  /** A channel that is heard here. */
  private final class Heard {
    private final String channel;
    private final Set<String> listeners = new LinkedHashSet<>();
    private final Deque<String> expected = new ArrayDeque<>();

    Heard(String channel) {
      this.channel = channel;
    }

    void expect(String text) {
      expected.add(text);
      if (expected.size() > ON_THEIR_WAY) {
        expected.remove();
      }
    }

    void tell(String text) {
      Said said = new Said(channel, text);
      listeners.forEach(address -> bus.send(address, said));
    }

    void giveUp() {
      expected.forEach(this::tell);
      expected.clear();
    }
  }
}
