package dev.hubbub.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The door ({@code http.*}).
 *
 * @param host the address to bind ({@code http.host}; 127.0.0.1 in development, 0.0.0.0 in production)
 * @param port the port to bind ({@code http.port}, 8080); 0 takes a free one
 * @param publicUrl how the world calls this server ({@code http.public_url}, such as {@code https://chat.example.org});
 *     absent where it is what the {@code Host} header says
 * @param origins further browser origins that may open a WebSocket ({@code http.origins}); {@code *} in development only
 * @param trustedProxies CIDR blocks whose {@code X-Forwarded-For} is believed ({@code http.trusted_proxies})
 * @param tokenInUrl whether {@code ?token=} is taken ({@code http.token_in_url}; development only by default)
 * @param compression whether permessage-deflate is offered ({@code http.compression}, false)
 * @param bodyBytes the largest request body ({@code http.body_bytes}, 65,536)
 * @param requestSeconds within which headers and body arrive ({@code http.request_seconds}, 10)
 */
public record HttpConfig(
    String host,
    int port,
    @Nullable String publicUrl,
    List<String> origins,
    List<String> trustedProxies,
    boolean tokenInUrl,
    boolean compression,
    int bodyBytes,
    int requestSeconds) {}
