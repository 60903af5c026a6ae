package dev.hubbub.survive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A frame that is answered with one {@code error}.
 *
 * @param frame the text of it, for {@link InputSite#filled}
 * @param code of the error
 * @param id that the error carries; absent where it carries none
 */
record BadFrame(String name, String frame, String code, @Nullable String id) implements BadInput {
  @Override
  public String expected() {
    return code + (id == null ? " without id" : "");
  }

  @Override
  public void send(InputSite site) {
    site.session().sendText(site.filled(frame));
    JsonObject answer = site.session().next();
    assertEquals("error", answer.getString("type"), answer::encode);
    assertEquals(code, answer.getString("code"), answer::encode);
    assertEquals(id, answer.getString("id"), answer::encode);
    assertFalse(answer.getString("message").isEmpty());
    assertFalse(answer.encode().contains(InputSite.MARK), answer::encode);
  }
}
