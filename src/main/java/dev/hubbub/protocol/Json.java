package dev.hubbub.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SegmentedStringWriter;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    return text(content).getBytes(StandardCharsets.UTF_8);
  }

  /** What {@code content} writes, as characters. */
  static String text(Content content) {
    BufferRecycler recycler = FACTORY._getBufferRecycler();
    try (SegmentedStringWriter characters = new SegmentedStringWriter(recycler)) {
      try (JsonGenerator to = FACTORY.createGenerator(characters)) {
        content.write(to);
      }
      return characters.getAndClear();
    } catch (IOException e) {
      throw new IllegalStateException("Memory cannot fail to be written to.", e);
    } finally {
      recycler.releaseToPool();
    }
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
