package dev.hubbub.cli;

import static dev.hubbub.cli.Form.form;

import dev.hubbub.cli.Form.Option;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What can be wanted of the program; each is the first word of the command line but those that are options. */
public enum Command {
  SERVE("serve"),
  CHECK("check"),
  REHEARSE("rehearse"),
  TOKEN("token", form("", "NAME").with(Option.whole("--seconds", 1, 86_400))),
  USER(
      "user",
      form("add", "NAME")
          .with(Option.flag("--admin"), Option.text("--name"), Option.flag("--generate")),
      form("role", "NAME", "admin|user"),
      form("disable", "NAME"),
      form("enable", "NAME"),
      form("reset", "NAME").with(Option.flag("--generate")),
      form("erase", "NAME").with(Option.flag("--yes")),
      form("list")),
  ROOM(
      "room",
      form("list"),
      form("show", "ROOM"),
      form("make", "NAME")
          .with(
              Option.text("--owner"),
              Option.text("--id"),
              Option.text("--topic"),
              Option.word("--visibility", "public", "private")),
      form("set", "ROOM")
          .with(
              Option.text("--name"),
              Option.text("--topic"),
              Option.word("--visibility", "public", "private"),
              Option.whole("--slow-mode", 0, 21_600),
              Option.whole("--retention-days", 0, 36_500),
              Option.text("--as")),
      form("add", "ROOM", "NAME").with(Option.text("--as")),
      form("remove", "ROOM", "NAME").with(Option.text("--as")),
      form("role", "ROOM", "NAME", "owner|admin|member").with(Option.text("--as")),
      form("end", "ROOM").with(Option.flag("--yes"), Option.text("--as"))),
  EXPORT("export", form("", "FILE")),
  IMPORT("import", form("", "FILE")),
  NEW_EPOCH("new-epoch", form("").with(Option.flag("--yes"))),
  LOAD("load"),
  HELP("help", form("", "[COMMAND]")),
  VERSION("version");

  private final String word;

  @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody changes
  private final List<Form> forms;

  Command(String word, Form... forms) {
    this.word = word;
    this.forms = List.of(forms);
  }

  /** As it is written. */
  public String word() {
    return word;
  }

  /** The ways to call it; none for a command that takes options only. */
  public List<Form> forms() {
    return forms;
  }

  /** Whether anything but the keys of the configuration may follow it. */
  boolean isErrand() {
    return !forms.isEmpty();
  }

  /** Whether it knows such an option, in whichever of its forms. */
  Optional<Option> option(String name) {
    return forms.stream()
        .flatMap(form -> form.options().stream())
        .filter(option -> option.name().equals(name))
        .findFirst();
  }

  /** The command of that word. */
  static Optional<Command> of(String word) {
    return Arrays.stream(values()).filter(command -> command.word.equals(word)).findFirst();
  }
}
