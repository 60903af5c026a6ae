package dev.hubbub.cli;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * One way to call a command.
 *
 * @param verb what is to be done, where the command does several things; else empty
 * @param operands what follows, each as the help names it: {@code NAME} for anything, {@code a|b} for one of some words,
 *     {@code [NAME]} for what may be left out
 * @param options those that go with it
 */
public record Form(String verb, List<String> operands, List<Option> options) {
  static Form form(String verb, String... operands) {
    return new Form(verb, List.of(operands), List.of());
  }

  Form with(Option... taken) {
    return new Form(verb, operands, List.of(taken));
  }

  /** How many operands there have to be. */
  int least() {
    return (int) operands.stream().filter(operand -> !operand.startsWith("[")).count();
  }

  /** Whether this option goes with it. */
  boolean takes(String option) {
    return options.stream().anyMatch(one -> one.name().equals(option));
  }

  /** What it needs, for a person. */
  String needs() {
    return String.join(
        " and ",
        operands.stream()
            .map(one -> one.contains("|") ? choice(one) : "a " + one)
            .toList());
  }

  /** The words of an operand that has a choice, for a person. */
  static String choice(String operand) {
    return operand.replaceAll("\\|(?=[^|]*$)", " or ").replace("|", ", ");
  }

  /**
   * An option of a command, as opposed to a key of the configuration.
   *
   * @param flag whether it stands alone
   * @param takes what its value must be, to stand after "must be"; empty for a flag
   * @param fits whether a value is that
   */
  record Option(String name, boolean flag, String takes, Predicate<String> fits) {
    static Option flag(String name) {
      return new Option(name, true, "", value -> true);
    }

    static Option text(String name) {
      return new Option(name, false, "a text", value -> true);
    }

    static Option word(String name, String... words) {
      return new Option(
          name, false, String.join(" or ", words), value -> Arrays.asList(words).contains(value));
    }

    static Option whole(String name, int least, int most) {
      return new Option(
          name,
          false,
          "a whole number from " + least + " to " + most,
          value -> value.matches("[0-9]{1,9}")
              && Integer.parseInt(value) >= least
              && Integer.parseInt(value) <= most);
    }
  }
}
