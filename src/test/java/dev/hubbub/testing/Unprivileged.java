package dev.hubbub.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Somebody who is not root, for programs that refuse to run as root. For an ordinary user it is that user. For root it
 * is {@code postgres} or {@code nobody}, or root seen as nobody where a container may not change users. The ways tried
 * replace themselves with the program, so its process id is the one started.
 */
final class Unprivileged {
  private static final Path HERE = Path.of("/");

  private final List<String> prefix;
  private final int uid;
  private final int gid;

  private Unprivileged(List<String> prefix, int uid, int gid) {
    this.prefix = prefix;
    this.uid = uid;
    this.gid = gid;
  }

  /** The one on this machine. */
  static Unprivileged user() {
    int own = number("id", "-u");
    if (own != 0) {
      return new Unprivileged(List.of(), own, number("id", "-g"));
    }
    String name = succeeds(List.of("id", "-u", "postgres")) ? "postgres" : "nobody";
    int uid = number("id", "-u", name);
    int gid = number("id", "-g", name);
    List<Unprivileged> ways = List.of(
        new Unprivileged(
            List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups"), uid, gid),
        new Unprivileged(
            List.of("chroot", "--userspec=" + uid + ":" + gid, "--groups=" + gid, "/"), uid, gid),
        new Unprivileged(List.of("unshare", "-U"), 0, 0));
    return ways.stream()
        .filter(way -> succeeds(way.command("sh", "-c", "test \"$(id -u)\" != 0")))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(
            "PostgreSQL does not run as root, and neither setpriv, chroot nor unshare works here"));
  }

  /** The command as this user runs it. */
  List<String> command(String... command) {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(List.of(command));
    return whole;
  }

  /** Makes a file or directory this user's own. */
  void own(Path path) {
    if (prefix.isEmpty() || uid == 0) {
      return;
    }
    try {
      Files.setAttribute(path, "unix:uid", uid);
      Files.setAttribute(path, "unix:gid", gid);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int number(String... command) {
    return Integer.parseInt(
        ChildProcess.run("id", List.of(command), Map.of(), HERE).get(0));
  }

  private static boolean succeeds(List<String> command) {
    try {
      List<String> unused = ChildProcess.run("probe", command, Map.of(), HERE);
      return true;
    } catch (UncheckedIOException | IllegalStateException no) {
      return false;
    }
  }
}
