package dev.hubbub.config;

import org.jspecify.annotations.Nullable;

/**
 * Following events on their way ({@code tracing.*}).
 *
 * @param messages the last events whose way is kept for {@code GET /admin/messages/…/trace} ({@code tracing.messages},
 *     1,000); 0 for none
 * @param otlpUrl the OpenTelemetry collector that gets spans ({@code tracing.otlp_url}); absent for none
 */
public record TracingConfig(int messages, @Nullable String otlpUrl) {}
