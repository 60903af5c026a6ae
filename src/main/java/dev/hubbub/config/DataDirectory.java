package dev.hubbub.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The directory of {@code data.dir}: it holds secrets and hashes, so one that is made here is for its user alone. */
public final class DataDirectory {
  private DataDirectory() {}

  /** Makes it where it is not there yet, and those above it. One that is there is left as it is. Blocks. */
  public static void make(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path made = Files.createDirectories(directory);
    if (Files.getFileStore(made).supportsFileAttributeView("posix")) {
      Path unused =
          Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx------"));
    }
  }
}
