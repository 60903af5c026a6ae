package dev.hubbub.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What every answer over HTTP has to be like (PROTOCOL.md 4). */
public final class Problems {
  private Problems() {}

  /** Asserts that it is a problem document with that status and code. */
  public static void assertProblem(int status, String code, Rest.Answer answer) {
    assertEquals(status, answer.status(), () -> answer.request() + ": " + answer.text());
    assertEquals("application/problem+json", header(answer, "Content-Type"), answer::request);
    JsonObject problem = answer.body();
    assertEquals(status, problem.getInteger("status"), answer::request);
    assertEquals(code, problem.getString("code"), () -> answer.request() + ": " + answer.text());
  }

  /** Asserts that it was done, and that there is no more to say. */
  public static void assertDone(Rest.Answer answer) {
    assertEquals(204, answer.status(), () -> answer.request() + ": " + answer.text());
    assertEquals("", answer.text(), answer::request);
  }

  /** Asserts that nobody could tell the two apart. */
  public static void assertAlike(Rest.Answer expected, Rest.Answer answer) {
    assertEquals(expected.status(), answer.status(), answer::request);
    assertEquals(expected.text(), answer.text(), answer::request);
    assertEquals(headers(expected), headers(answer), answer::request);
  }

  /** Asserts that it has these fields and no others. */
  public static void assertFields(JsonObject object, String... names) {
    assertEquals(Set.of(names), object.fieldNames(), object::encode);
  }

  /** A header, empty where there is none. */
  public static String header(Rest.Answer answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static Map<String, List<String>> headers(Rest.Answer answer) {
    Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
    List<String> unused = headers.remove("date");
    return headers;
  }
}
