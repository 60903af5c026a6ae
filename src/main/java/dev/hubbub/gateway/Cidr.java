package dev.hubbub.gateway;

import io.netty.util.NetUtil;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A block of addresses, such as {@code 10.0.0.0/8} or {@code fd00::/8}; an address alone is a block of one. */
final class Cidr {
  private static final int IPV4_BYTES = 4;
  private static final int MAPPED_AT = 12;

  private final byte[] address;
  private final int bits;

  private Cidr(byte[] address, int bits) {
    this.address = address;
    this.bits = bits;
  }

  /**
   * The block so written.
   *
   * @throws IllegalArgumentException where it is none
   */
  static Cidr of(String text) {
    int slash = text.indexOf('/');
    byte[] address = bytes(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      throw new IllegalArgumentException("no address block");
    }
    int bits = slash < 0 ? 8 * address.length : Integer.parseInt(text.substring(slash + 1));
    if (bits < 0 || bits > 8 * address.length) {
      throw new IllegalArgumentException("no address block");
    }
    return new Cidr(address, bits);
  }

  /** The bytes of an address in digits, of one that carries an IPv4 address those four; absent for anything else. */
  static byte @Nullable [] bytes(String address) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
    return bytes == null || !isMapped(bytes)
        ? bytes
        : Arrays.copyOfRange(bytes, MAPPED_AT, MAPPED_AT + IPV4_BYTES);
  }

  private static boolean isMapped(byte[] bytes) {
    if (bytes.length == IPV4_BYTES || bytes[10] != -1 || bytes[11] != -1) {
      return false;
    }
    for (int i = 0; i < 10; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether an address lies in it. */
  boolean contains(byte[] other) {
    if (other.length != address.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if (((address[bit / 8] ^ other[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return NetUtil.bytesToIpAddress(address) + "/" + bits;
  }
}
