package dev.hubbub.config;

import org.jspecify.annotations.Nullable;

/**
 * The door for those who operate an instance ({@code management.*}, {@code metrics.*}).
 *
 * @param host the address to bind ({@code management.host}, 127.0.0.1)
 * @param port the port to bind, 0 for a free one ({@code management.port}); absent where the public door serves
 *     operators too
 * @param metricsPublic whether the public door serves {@code /metrics} to everybody, where there is no other door ({@code
 *     metrics.public}, false)
 */
public record ManagementConfig(String host, @Nullable Integer port, boolean metricsPublic) {}
