package dev.hubbub;

/** Starts Hubbub: command line, configuration, wiring, deployment, drain. */
public final class Hubbub {
  private Hubbub() {}

  /** The command line. */
  public static void main(String[] args) {}
}
