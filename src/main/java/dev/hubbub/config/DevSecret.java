package dev.hubbub.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * The signing secret of development: made at the first start, then found again, so that logins outlive a restart and
 * instances that share a data directory accept each other's tokens. Safe for several processes that start at once.
 */
final class DevSecret {
  private static final String FILE = "auth.secret";
  private static final int BYTES = 32;

  private DevSecret() {}

  /** The secret kept in {@code directory}, made if there is none. Only the user who made it may read it. */
  static synchronized String keptIn(Path directory) throws IOException {
    DataDirectory.make(directory);
    Set<OpenOption> options =
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try (FileChannel file =
            FileChannel.open(directory.resolve(FILE), options, onlyForItsUser(directory));
        var lock = file.lock()) {
      String kept = content(file);
      // A line that does not end was cut off by a crash while it was written.
      if (kept.endsWith("\n") && lock.isValid()) {
        return kept.strip();
      }
      String made = made();
      file.truncate(0);
      file.write(ByteBuffer.wrap((made + "\n").getBytes(StandardCharsets.UTF_8)), 0);
      file.force(true);
      return made;
    }
  }

  /** Some secret of the same form, kept nowhere. */
  static String made() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String content(FileChannel file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(1_024);
    while (bytes.hasRemaining() && file.read(bytes) >= 0) {}
    return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
  }

  private static FileAttribute<?>[] onlyForItsUser(Path directory) {
    boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
