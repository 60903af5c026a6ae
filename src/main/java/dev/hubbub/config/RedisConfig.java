package dev.hubbub.config;

import org.jspecify.annotations.Nullable;

/**
 * The link between instances ({@code redis.*}). {@link #toString()} shows no password.
 *
 * @param url {@code redis://} or {@code rediss://user:password@host:port/db} ({@code redis.url})
 * @param prefix before every key and channel but the plain ones ({@code redis.prefix}, {@code hubbub:})
 * @param ca PEM file of the authority that signed the server's certificate, for {@code rediss://} ({@code redis.ca});
 *     absent for the JVM's own list
 * @param commandMs longest wait for a command ({@code redis.command_ms}, 2,000)
 * @param probeMs between two probes of the subscription link ({@code redis.probe_ms}, 2,000)
 */
public record RedisConfig(
    String url, String prefix, @Nullable String ca, int commandMs, int probeMs) {
  @Override
  public String toString() {
    return "RedisConfig[prefix=" + prefix + "]";
  }
}
