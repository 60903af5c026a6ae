package dev.hubbub.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Where a password comes from: a person at a terminal, asked twice and not echoed, or else the first line of standard
 * input. Blocks.
 */
public final class PasswordInput {
  /** From Java 22 on there is a console without a terminal too, unless it is this one. */
  static final String CONSOLE = "jdk.console";

  private PasswordInput() {}

  /**
   * Reads a password.
   *
   * @return as it was given, not empty
   * @throws IOException with one sentence for a person, where there is none to be had
   */
  @SuppressWarnings("SystemConsoleNull") // that of java.base is absent without a terminal
  public static String read() throws IOException {
    System.setProperty(CONSOLE, "java.base");
    Console console = System.console();
    return console == null ? line(System.in) : typed(console);
  }

  /** The first line of {@code input}, in UTF-8. */
  static String line(InputStream input) throws IOException {
    try {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8.newDecoder()));
      String line = lines.readLine();
      if (line == null || line.isEmpty()) {
        throw new IOException(
            "There is no password on the standard input; give it one line, or --generate.");
      }
      return line;
    } catch (CharacterCodingException e) {
      throw new IOException("The password on the standard input is not UTF-8.", e);
    }
  }

  private static String typed(Console console) throws IOException {
    char[] first = console.readPassword("Password: ");
    char[] second = first == null ? null : console.readPassword("The same again: ");
    if (first == null || second == null || first.length == 0) {
      throw new IOException("No password was given.");
    }
    if (!Arrays.equals(first, second)) {
      throw new IOException("The two passwords differ.");
    }
    return new String(first);
  }
}
