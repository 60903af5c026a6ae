package dev.hubbub.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {
  private final Placeholders placeholders = new Placeholders();

  private String misfit(String documented, String found) {
    return placeholders
        .misfit(Placeholders.read(documented), new JsonObject(found))
        .orElse("");
  }

  @Test
  void whatIsWrittenMustBeThere() {
    assertEquals("", misfit("{\"a\":1,\"b\":[\"x\",null]}", "{\"b\":[\"x\",null],\"a\":1}"));
    assertEquals(".a is 2, not 1", misfit("{\"a\":1}", "{\"a\":2}"));
    assertEquals(".a is not there", misfit("{\"a\":1}", "{}"));
    assertEquals(" has [b] besides", misfit("{\"a\":1}", "{\"a\":1,\"b\":2}"));
    assertEquals(".a has 2 entries, not 1", misfit("{\"a\":[1]}", "{\"a\":[1,2]}"));
    assertEquals(".a[1] is 3, not 2", misfit("{\"a\":[1,2]}", "{\"a\":[1,3]}"));
  }

  @Test
  void anEllipsisStandsForAnyValueAndForMore() {
    assertEquals("", misfit("{\"a\":…,\"t\":\"…\",…}", "{\"a\":7,\"t\":\"x\",\"b\":{}}"));
    assertEquals("", misfit("{\"a\":[{\"n\":1,…},…]}", "{\"a\":[{\"n\":1,\"m\":2},3]}"));
    assertEquals(".a is not there", misfit("{\"a\":…,…}", "{\"b\":1}"));
    assertEquals(".a has 0 entries, not 1", misfit("{\"a\":[1,…]}", "{\"a\":[]}"));
  }

  @Test
  void aNameIsTheSameValueEverywhere() {
    assertEquals("", misfit("{\"ts\":…t1}", "{\"ts\":42}"));
    assertEquals("", misfit("{\"x\":{\"ts\":…t1}}", "{\"x\":{\"ts\":42}}"));
    assertEquals(".ts is 43, and …t1 was 42", misfit("{\"ts\":…t1}", "{\"ts\":43}"));
    assertEquals("since=42", placeholders.fill("since=…t1"));
  }

  @Test
  void textsMayHoldQuotesAndEllipses() {
    assertEquals("", misfit("{\"a\":\"say \\\"hi\\\" …\"}", "{\"a\":\"say \\\"hi\\\" …\"}"));
    assertTrue(misfit("{\"a\":\"so …\"}", "{\"a\":\"so\"}").startsWith(".a is so"));
  }
}
