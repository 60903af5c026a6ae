package dev.hubbub.testing;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * Where the programs of Redis and PostgreSQL are: on the PATH, else unpacked from the Maven artifacts. With the system
 * property {@code hubbub.test.services} (or the variable {@code HUBBUB_TEST_SERVICES}) set to {@code maven} always from
 * the artifacts, with {@code path} always from the PATH.
 */
final class ServerBinaries {
  private static final @Nullable String FORCED =
      System.getProperty("hubbub.test.services", System.getenv("HUBBUB_TEST_SERVICES"));

  private ServerBinaries() {}

  /** The program {@code redis-server}. */
  static Path redisServer() {
    return onPath("redis-server").orElseGet(ServerBinaries::unpackedRedis);
  }

  /** The directory that holds {@code postgres} and {@code initdb}. */
  static Path postgresDirectory() {
    return onPath("postgres")
        .map(ServerBinaries::directory)
        .filter(found -> Files.isExecutable(found.resolve("initdb")))
        .orElseGet(ServerBinaries::unpackedPostgres);
  }

  /** A program on the PATH, whatever is forced. */
  static Optional<Path> program(String name) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Optional<Path> onPath(String name) {
    if ("maven".equals(FORCED)) {
      return Optional.empty();
    }
    Optional<Path> found = program(name);
    if (found.isEmpty() && "path".equals(FORCED)) {
      throw new IllegalStateException(name + " is not on the PATH");
    }
    return found;
  }

  private static Path directory(Path program) {
    try {
      return parent(program.toRealPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path unpackedRedis() {
    String name =
        "redis-server-7.0.15-" + (mac() ? "darwin" : "linux") + "-" + (arm() ? "arm64" : "amd64");
    return unpacked(name, ServerBinaries::copy).resolve(name);
  }

  private static Path unpackedPostgres() {
    String name =
        "postgres-" + (mac() ? "darwin" : "linux") + "-" + (arm() ? "arm_64" : "x86_64") + ".txz";
    return unpacked(name, ServerBinaries::untar).resolve("bin");
  }

  /**
   * The directory into which {@code resource} is unpacked, once per machine, user and version. It can be entered by
   * everybody, because PostgreSQL does not run as root.
   */
  private static synchronized Path unpacked(String resource, Unpacking how) {
    URL found = ServerBinaries.class.getClassLoader().getResource(resource);
    if (found == null) {
      throw new IllegalStateException("Neither on the PATH nor in a Maven artifact: " + resource);
    }
    String version = found.getPath().replaceAll("!.*", "").replaceAll(".*/", "");
    try {
      Path cache = cache();
      Path ready = cache.resolve(version);
      if (!Files.isDirectory(ready)) {
        Path fresh = Files.createTempDirectory(cache, "fresh-");
        try (InputStream in = new BufferedInputStream(found.openStream())) {
          how.unpack(in, fresh, resource);
        }
        open(fresh);
        move(fresh, ready);
      }
      return ready;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path cache() throws IOException {
    String user = System.getProperty("user.name", "nobody");
    Path shared = Path.of(System.getProperty("java.io.tmpdir", "/tmp"), "hubbub-tests-" + user);
    try {
      Files.createDirectory(shared);
      open(shared);
      return shared;
    } catch (IOException exists) {
      boolean ours = Files.isDirectory(shared)
          && Files.getOwner(shared).getName().equals(user)
          && Files.isWritable(shared);
      return ours ? shared : openDirectory();
    }
  }

  private static Path openDirectory() throws IOException {
    Path own = Reaper.directory("binaries");
    open(own);
    return own;
  }

  private static void move(Path fresh, Path ready) throws IOException {
    try {
      Files.move(fresh, ready, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException another) {
      if (!Files.isDirectory(ready)) {
        throw another;
      }
    }
  }

  private static void copy(InputStream in, Path directory, String resource) throws IOException {
    Path program = directory.resolve(resource);
    long unused = Files.copy(in, program);
    open(program);
  }

  private static void untar(InputStream in, Path directory, String resource) throws IOException {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(in))) {
      TarArchiveEntry entry;
      while ((entry = tar.getNextEntry()) != null) {
        Path target = directory.resolve(entry.getName()).normalize();
        if (!target.startsWith(directory)) {
          throw new IOException("Outside of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
          open(target);
          continue;
        }
        Files.createDirectories(parent(target));
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
          long unused = Files.copy(tar, target);
          if ((entry.getMode() & 0100) != 0) {
            open(target);
          }
        }
      }
    }
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  private static void open(Path path) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static boolean mac() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");
  }

  private static boolean arm() {
    String arch = System.getProperty("os.arch", "");
    return arch.equals("aarch64") || arch.equals("arm64");
  }

  /** How an artifact's content becomes files. */
  private interface Unpacking {
    void unpack(InputStream in, Path directory, String resource) throws IOException;
  }
}
