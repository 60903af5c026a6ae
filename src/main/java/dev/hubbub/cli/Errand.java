package dev.hubbub.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that is to be done once, as opposed to serving: understood, but not looked at further.
 *
 * @param verb what, where the command does several things; else empty
 * @param operands as many as its {@link Form} has
 * @param options by their names, {@code --} included; a flag that is there has an empty value
 */
public record Errand(
    Command command, String verb, List<String> operands, Map<String, String> options) {
  /** The operand at a place, from 0. */
  public String operand(int index) {
    return operands.get(index);
  }

  /** Whether an option is there. */
  public boolean has(String option) {
    return options.containsKey(option);
  }

  /** The value of an option; absent where it is not there. */
  public @Nullable String option(String name) {
    return options.get(name);
  }

  /** The value of an option that is a whole number; absent where it is not there. */
  public @Nullable Integer number(String name) {
    String value = options.get(name);
    return value == null ? null : Integer.valueOf(value);
  }
}
