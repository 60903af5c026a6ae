package dev.hubbub.archive;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a file line by line, and knows where it is. No line takes more than a bounded memory. */
final class LineReader implements Closeable {
  /** A message of the longest text there can be, each character of it escaped. */
  private static final int LONGEST = 8 * 1_048_576;

  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long number;
  private long offset;
  private boolean whole = true;

  LineReader(Path file) throws IOException {
    this.in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
  }

  /** The next line without its end; absent at the end of the file. */
  @Nullable
  String next() throws IOException {
    line.reset();
    int read = in.read();
    if (read < 0) {
      return null;
    }
    number++;
    while (read >= 0 && read != '\n') {
      if (line.size() >= LONGEST) {
        throw new Damaged("is too long");
      }
      line.write(read);
      read = in.read();
    }
    whole = read == '\n';
    offset += line.size() + (whole ? 1 : 0);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(line.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new Damaged("is not UTF-8");
    }
  }

  /** The number of the line read last, from 1. */
  long number() {
    return number;
  }

  /** How many bytes have been read. */
  long offset() {
    return offset;
  }

  /** Whether the line read last ends with an end of line; else it was cut off. */
  boolean isWhole() {
    return whole;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
