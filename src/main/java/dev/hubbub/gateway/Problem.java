package dev.hubbub.gateway;

import dev.hubbub.protocol.Json;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/**
 * Why a request was not done, as RFC 9457 writes it (PROTOCOL.md 4). It says nothing of what was sent, and nothing of the
 * inside.
 *
 * @param code the code of PROTOCOL.md 3.5
 * @param detail one sentence for a person
 * @param retryAfterMs milliseconds until another try is worth it; 0 where that is not known
 */
record Problem(int status, String code, String detail, long retryAfterMs) {
  /** The problem that a refusal is. */
  static Problem of(Refusal refusal) {
    ErrorCode code = refusal.code();
    String detail = String.valueOf(refusal.getMessage());
    return new Problem(code.status(), code.wire(), detail, refusal.retryAfterMs());
  }

  /** The problem that HTTP itself has with a request. */
  static Problem of(int status) {
    return switch (status) {
      case 404 -> of(Refusal.notFound());
      case 405 -> of(new Refusal(
          ErrorCode.METHOD_NOT_ALLOWED, "This method is not for this address; see Allow."));
      case 413 -> of(new Refusal(ErrorCode.TOO_LARGE, "The body is too large."));
      case 415 -> of(
          new Refusal(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json."));
      case 400, 414, 417, 431 -> new Problem(
          status, ErrorCode.BAD_REQUEST.wire(), "The request is malformed.", 0);
      case 505 -> new Problem(status, ErrorCode.BAD_REQUEST.wire(), "HTTP/1.1 is spoken here.", 0);
      default -> new Problem(500, "internal", "The server failed; this is not your fault.", 0);
    };
  }

  /** Answers with it. */
  void answer(HttpServerResponse response) {
    response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json");
    if (status == ErrorCode.UNAUTHORIZED.status()) {
      response.putHeader("WWW-Authenticate", "Bearer");
    }
    if (retryAfterMs > 0) {
      response.putHeader("Retry-After", Long.toString((retryAfterMs + 999) / 1_000));
    }
    Answer.send(response, Buffer.buffer(body()));
  }

  private byte[] body() {
    return Json.bytes(to -> {
      to.writeStartObject();
      to.writeStringField("type", "about:blank");
      to.writeStringField("title", HttpResponseStatus.valueOf(status).reasonPhrase());
      to.writeNumberField("status", status);
      to.writeStringField("code", code);
      to.writeStringField("detail", detail);
      if (retryAfterMs > 0) {
        to.writeNumberField("retry_after_ms", retryAfterMs);
      }
      to.writeEndObject();
    });
  }
}
