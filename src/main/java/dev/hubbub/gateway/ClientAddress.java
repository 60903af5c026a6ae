package dev.hubbub.gateway;

import dev.hubbub.config.HttpConfig;
import dev.hubbub.config.Profile;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose address a request comes from, in the spelling in which it is counted: an IPv6 address stands for its /64, which
 * is what one customer has. Immutable; any thread may use it.
 *
 * <p>{@code X-Forwarded-For} is believed only as far as proxies wrote it that are configured: from the right, up to and
 * with the first address that is not one of theirs. What stands left of that may be anybody's invention.
 */
final class ClientAddress {
  /** The address of a peer that has none, as on a Unix socket. */
  private static final String NOWHERE = "local";

  private static final int IPV6_BYTES = 16;
  private static final int IPV6_NETWORK_BYTES = 8;
  private static final int MOST_HOPS = 32;

  private final List<Cidr> proxies;
  private final boolean loopbackFree;

  ClientAddress(HttpConfig http, Profile profile) {
    this.proxies = http.trustedProxies().stream().map(Cidr::of).toList();
    this.loopbackFree = profile == Profile.DEV;
  }

  /** The address, as it is counted. */
  String of(HttpServerRequest request) {
    byte[] address = bytes(request);
    return address == null ? NOWHERE : spelled(address);
  }

  /** Whether the limits per address are not for it: in development, for who sits at the same machine. */
  boolean isFree(HttpServerRequest request) {
    byte[] address = bytes(request);
    return loopbackFree && address != null && isLoopback(address);
  }

  private byte @Nullable [] bytes(HttpServerRequest request) {
    String host = request.remoteAddress().hostAddress();
    byte[] peer = host == null ? null : Cidr.bytes(host);
    if (peer == null || !isProxy(peer)) {
      return peer;
    }
    return forwarded(peer, String.join(",", request.headers().getAll("X-Forwarded-For")));
  }

  private byte[] forwarded(byte[] peer, String hops) {
    byte[] client = peer;
    int end = hops.length();
    for (int hop = 0; hop < MOST_HOPS && end > 0; hop++) {
      int comma = hops.lastIndexOf(',', end - 1);
      byte[] address = Cidr.bytes(hops.substring(comma + 1, end).strip());
      if (address == null) {
        return client;
      }
      client = address;
      if (!isProxy(address)) {
        return client;
      }
      end = comma;
    }
    return client;
  }

  private boolean isProxy(byte[] address) {
    return proxies.stream().anyMatch(block -> block.contains(address));
  }

  private static boolean isLoopback(byte[] address) {
    if (address.length != IPV6_BYTES) {
      return address[0] == 127;
    }
    byte[] one = new byte[IPV6_BYTES];
    one[IPV6_BYTES - 1] = 1;
    return Arrays.equals(address, one);
  }

  private static String spelled(byte[] address) {
    if (address.length != IPV6_BYTES) {
      return NetUtil.bytesToIpAddress(address);
    }
    byte[] network = Arrays.copyOf(Arrays.copyOf(address, IPV6_NETWORK_BYTES), IPV6_BYTES);
    return NetUtil.bytesToIpAddress(network) + "/64";
  }
}
