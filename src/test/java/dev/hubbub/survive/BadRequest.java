package dev.hubbub.survive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.hubbub.testing.RawHttp;
import dev.hubbub.testing.RawHttp.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A request that is answered with one problem, and what comes after it on the same connection.
 *
 * @param bytes of the request, characters up to 255, for {@link #filled}
 * @param status of the answer
 * @param code in its body; empty where HTTP has no body for it, or none is promised
 * @param after what becomes of the connection
 */
record BadRequest(String name, String bytes, int status, String code, After after)
    implements BadInput {
  /** Nobody asked this, so an answer to it would be one to a smuggled request. */
  private static final String NEXT = "GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

  /** What becomes of a connection. */
  enum After {
    /** The server ends it, whatever was sent after the bad request. */
    CLOSED,
    /** The next request on it is answered as any other. */
    GOES_ON
  }

  @Override
  public String expected() {
    return status + (code.isEmpty() ? "" : " " + code) + (after == After.CLOSED ? ", closed" : "");
  }

  @Override
  public void send(InputSite site) throws IOException {
    byte[] request = RawHttp.bytes(filled(site) + NEXT);
    List<Answer> answers = RawHttp.exchange(site.port(), request);
    assertEquals(after == After.CLOSED ? 1 : 2, answers.size(), answers::toString);
    Answer answer = answers.get(0);
    assertEquals(status, answer.status(), answers::toString);
    assertEquals(code, answer.code(), answers::toString);
    if (after == After.GOES_ON) {
      assertEquals(200, answers.get(1).status(), answers::toString);
    }
    String all = answers.toString();
    assertFalse(all.contains(InputSite.MARK), all);
    assertFalse(all.contains("Exception") || all.contains("\tat ") || all.contains("vert.x"), all);
    assertEquals("", answer.header("Server"), all);
    assertEquals("", answer.header("X-Injected"), all);
  }

  /** The bytes with the rooms and the token put in: {@code @room}, {@code @hidden}, {@code @token}. */
  private String filled(InputSite site) {
    return site.filled(bytes).replace("@token", site.token());
  }

  /** What somebody logged in asks with a JSON body, as the bytes of a request. */
  static String asking(String method, String path, String body) {
    byte[] utf8 = body.getBytes(StandardCharsets.UTF_8);
    return method + " " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer @token\r\n"
        + (body.isEmpty()
            ? ""
            : "Content-Type: application/json\r\nContent-Length: " + utf8.length + "\r\n")
        + "\r\n"
        + new String(utf8, StandardCharsets.ISO_8859_1);
  }
}
