package dev.hubbub.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.hubbub.protocol.Json;
import dev.hubbub.room.Rooms.Slice;
import java.io.IOException;

/** A page of a list (PROTOCOL.md 4): its entries under the plural of their word, and where it goes on. */
final class ListShape {
  private ListShape() {}

  /** One entry. */
  interface Entry<T> {
    /** Writes it as one JSON object. */
    void write(JsonGenerator to, T entry) throws IOException;
  }

  static <T> Json.Content of(String plural, Slice<T> slice, Entry<T> shape) {
    return to -> {
      to.writeStartObject();
      to.writeArrayFieldStart(plural);
      for (T entry : slice.items()) {
        shape.write(to, entry);
      }
      to.writeEndArray();
      to.writeStringField("cursor", slice.cursor());
      to.writeEndObject();
    };
  }
}
