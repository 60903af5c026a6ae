package dev.hubbub.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that can be configured, checked.
 *
 * @param instanceId this process among its like ({@code instance.id}; made at start by default)
 * @param redis absent for an instance without Redis
 * @param management the door for operators
 * @param retentionDays after which events go; 0 to keep them ({@code retention.days})
 * @param drainSeconds the longest time over which sessions are sent elsewhere before a stop ({@code drain.seconds}, 10)
 * @param jsonLogs whether log lines are JSON ({@code log.format}: {@code text} in development, {@code json} in
 *     production)
 * @param logLevel from where on a line is written ({@code log.level}: error, warn, info or debug)
 * @param securityPerSecond lines of each kind of event in the security log; 0 for all ({@code log.security_per_second}, 10)
 */
public record Config(
    Profile profile,
    String instanceId,
    HttpConfig http,
    LimitsConfig limits,
    AuthConfig auth,
    DatabaseConfig database,
    @Nullable RedisConfig redis,
    RoomsConfig rooms,
    List<PlainChannel> channels,
    List<VerticleConfig> verticles,
    InterceptConfig intercept,
    ManagementConfig management,
    TracingConfig tracing,
    int retentionDays,
    int drainSeconds,
    boolean jsonLogs,
    String logLevel,
    int securityPerSecond) {}
