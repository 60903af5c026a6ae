package dev.hubbub;

/** The process: its arguments and variables in, its status out. */
public final class Hubbub {
  private Hubbub() {}

  /** The command line; see {@code --help}. */
  public static void main(String[] args) throws InterruptedException {
    System.exit(new Launch(Server::new, System.out, System.err).run(System.getenv(), args));
  }
}
