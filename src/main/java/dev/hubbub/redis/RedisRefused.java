package dev.hubbub.redis;

import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Redis is there and says no. The message is the first word of its answer, which names the reason; the rest may quote
 * what was sent and is dropped.
 */
public final class RedisRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Not CONNECTION_CLOSED, which the client says itself of a command that was not answered. */
  private static final Pattern CODE =
      Pattern.compile("(?:ERR \\[\\d+] )?([A-Z]+)\\b.*", Pattern.DOTALL);

  private static final Set<String> CREDENTIALS = Set.of("WRONGPASS", "NOAUTH", "NOPERM");

  private RedisRefused(String code) {
    super(code, null, false, false);
  }

  /** The refusal in an answer of Redis, or absent where {@code cause} is something else, such as a link that is away. */
  static @Nullable RedisRefused in(@Nullable Throwable cause) {
    if (cause instanceof RedisRefused refused) {
      return refused;
    }
    if (!(cause instanceof Response answer) || answer.type() != ResponseType.ERROR) {
      return null;
    }
    return of(answer);
  }

  /** The refusal that is this answer. */
  static @Nullable RedisRefused of(Response answer) {
    Matcher code = CODE.matcher(answer.toString());
    return code.matches() ? new RedisRefused(code.group(1)) : null;
  }

  /** Whether it is for the name, the password or the rights in {@code redis.url}. */
  public boolean forCredentials() {
    return CREDENTIALS.contains(String.valueOf(getMessage()));
  }
}
