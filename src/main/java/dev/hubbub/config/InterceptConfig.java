package dev.hubbub.config;

/**
 * How long a service that looks at messages before they are kept is waited for, and what its silence means.
 *
 * @param timeoutMs the longest wait ({@code intercept.timeout_ms}, 500)
 * @param allowsOnSilence whether a message that it says nothing about is kept ({@code intercept.on_silence}: {@code
 *     allow}, or {@code refuse})
 */
public record InterceptConfig(int timeoutMs, boolean allowsOnSilence) {}
