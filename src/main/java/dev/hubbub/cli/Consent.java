package dev.hubbub.cli;

import java.io.Console;
import java.io.IOException;

/** Whether a person means it, before what cannot be undone is done. Blocks. */
public final class Consent {
  private Consent() {}

  /**
   * Asks at the terminal, unless {@code --yes} is there.
   *
   * @param what what is about to be done, a sentence
   * @throws IOException with one sentence for a person, where it is not meant, or nobody can be asked
   */
  @SuppressWarnings("SystemConsoleNull") // that of java.base is absent without a terminal
  public static void demand(Errand errand, String what) throws IOException {
    if (errand.has("--yes")) {
      return;
    }
    System.setProperty(PasswordInput.CONSOLE, "java.base");
    Console console = System.console();
    if (console == null) {
      throw new IOException(what + " Say --yes if that is meant.");
    }
    if (!"yes".equals(console.readLine("%s Type yes to go on: ", what))) {
      throw new IOException("Nothing was done.");
    }
  }
}
