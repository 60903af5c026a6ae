package dev.hubbub.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The directory of {@code data.dir}: it holds secrets and hashes, so one that is made here is for its user alone. */
public final class DataDirectory {
  private DataDirectory() {}

  /** Makes it where it is not there yet, and those above it. One that is there is left as it is. Blocks. */
  public static void make(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path whole = directory.toAbsolutePath();
    if (whole.getParent() != null) {
      var unused = Files.createDirectories(whole.getParent());
    }
    Path unused = Files.createDirectories(whole, onlyForItsUser(whole));
  }

  private static FileAttribute<?>[] onlyForItsUser(Path directory) {
    return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }
}
