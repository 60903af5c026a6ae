package dev.hubbub.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** JSON as it is written here: compact, in UTF-8, every character as itself where JSON allows it. Any thread. */
public final class Json {
  /** Buffers are kept per thread: those that write and read JSON here are few and live long. */
  static final JsonFactory FACTORY = new JsonFactoryBuilder()
      .recyclerPool(JsonRecyclerPools.threadLocalPool())
      .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
      .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
      .disable(JsonFactory.Feature.CHARSET_DETECTION)
      .build();

  private Json() {}

  /**
   * What {@code content} writes. It goes through characters, because Jackson's own UTF-8 writer either escapes what is
   * beyond the BMP at three times its size or tears pairs apart at the edges of its buffer.
   */
  public static byte[] bytes(Content content) {
    Utf8Writer characters = new Utf8Writer();
    try (JsonGenerator to = FACTORY.createGenerator(characters)) {
      content.write(to);
    } catch (IOException e) {
      throw new IllegalStateException("Memory cannot fail to be written to.", e);
    }
    return characters.bytes();
  }

  /** A JSON object that is not empty, with one more field at its end, whose value is JSON already. */
  public static byte[] with(byte[] object, String name, byte[] value) {
    byte[] field = (",\"" + name + "\":").getBytes(StandardCharsets.UTF_8);
    byte[] whole = Arrays.copyOf(object, object.length + field.length + value.length);
    int at = object.length - 1;
    System.arraycopy(field, 0, whole, at, field.length);
    System.arraycopy(value, 0, whole, at + field.length, value.length);
    whole[whole.length - 1] = '}';
    return whole;
  }

  /** Writes a field that is left out where it is absent. */
  public static void writeOptional(JsonGenerator to, String name, @Nullable String value)
      throws IOException {
    if (value != null) {
      to.writeStringField(name, value);
    }
  }

  /** Writes a field that is left out where it is absent. */
  public static void writeOptional(JsonGenerator to, String name, @Nullable Long value)
      throws IOException {
    if (value != null) {
      to.writeNumberField(name, value.longValue());
    }
  }

  /** Something that can be written. */
  public interface Content {
    /** Writes it. */
    void write(JsonGenerator to) throws IOException;
  }
}
