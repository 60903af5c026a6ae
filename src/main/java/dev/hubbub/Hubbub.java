package dev.hubbub;

import java.util.ServiceLoader;

/** The process: its arguments and variables in, its status out. */
public final class Hubbub {
  private Hubbub() {}

  /** The command line; see {@code --help}. */
  public static void main(String[] args) throws InterruptedException {
    Launch launch = new Launch(
        () -> ServiceLoader.load(Application.class).findFirst().orElseThrow(),
        System.out,
        System.err);
    System.exit(launch.run(System.getenv(), args));
  }
}
