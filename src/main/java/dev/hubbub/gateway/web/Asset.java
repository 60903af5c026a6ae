package dev.hubbub.gateway.web;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One file of the web client. Immutable; any thread.
 *
 * @param kept whether its name changes with its content, so that nobody need ask for it twice
 * @param forms its forms; {@link Coding#IDENTITY} is always there
 */
public record Asset(String contentType, boolean kept, Map<Coding, Form> forms) {
  /** Has a form that is plain. */
  public Asset {
    forms = Map.copyOf(forms);
    if (!forms.containsKey(Coding.IDENTITY)) {
      throw new IllegalArgumentException("no plain form");
    }
  }

  /**
   * The file in one coding.
   *
   * @param tag names these bytes: others have another tag
   */
  public record Form(Coding coding, Buffer body, String tag) {}

  /** The form for a client that sent this {@code Accept-Encoding}, or none. */
  public Form form(@Nullable String acceptEncoding) {
    Form form = forms.get(Coding.chosen(acceptEncoding, forms.keySet()));
    if (form == null) {
      throw new IllegalStateException("chosen out of those that are there");
    }
    return form;
  }

  /** Whether the answer depends on what codings the client takes. */
  public boolean varies() {
    return forms.size() > 1;
  }
}
