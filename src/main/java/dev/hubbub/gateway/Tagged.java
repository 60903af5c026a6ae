package dev.hubbub.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Arrays;

/** Answers with something that has an {@code ETag} (RFC 9110 section 8.8.3). */
final class Tagged {
  private Tagged() {}

  /**
   * Names what would be answered by {@code tag}, and answers 304 where the client has it: whether that was all there was to
   * do.
   */
  static boolean isKnown(HttpServerRequest request, HttpServerResponse response, String tag) {
    String quoted = '"' + tag + '"';
    response.putHeader(HttpHeaders.ETAG, quoted);
    String ifNoneMatch = request.getHeader(HttpHeaders.IF_NONE_MATCH);
    boolean known = ifNoneMatch != null
        && Arrays.stream(ifNoneMatch.split(",", -1))
            .map(String::strip)
            .anyMatch(one -> one.equals("*") || one.equals(quoted) || one.equals("W/" + quoted));
    if (known) {
      Answer.send(response.setStatusCode(304), Buffer.buffer());
    }
    return known;
  }
}
