package dev.hubbub.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.hubbub.config.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  @Test
  void nothingMeansToServe() {
    CommandLine line = CommandLine.of();
    assertEquals(CommandLine.Command.SERVE, line.command());
    assertNull(line.file());
    assertEquals(List.of(), line.faults());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-conf x.json",
        "--conf x.json",
        "-conf=x.json",
        "serve -conf x.json",
        "serve --conf=x.json"
      })
  void theFileIsNamedInSeveralWays(String words) {
    CommandLine line = CommandLine.of(words.split(" "));
    assertEquals(Path.of("x.json"), line.file());
    assertEquals(List.of(), line.faults());
  }

  @Test
  void keysHaveTheirValueBehindASpaceOrAnEqualsSign() {
    CommandLine line =
        CommandLine.of("--http.port", "-1", "--http.host=--odd", "--rooms=[{\"a\":\"=\"}]");
    assertEquals(
        Map.of("http.port", "-1", "http.host", "--odd", "rooms", "[{\"a\":\"=\"}]"),
        line.arguments());
    assertEquals(List.of(), line.faults());
  }

  @ParameterizedTest
  @CsvSource({
    "--help,HELP",
    "-h,HELP",
    "--version,VERSION",
    "--check,CHECK",
    "--rehearse,REHEARSE",
    "serve --check,CHECK",
    "--check --help,HELP"
  })
  void someWordsMeanSomethingElse(String words, CommandLine.Command command) {
    assertEquals(command, CommandLine.of(words.split(" ")).command());
  }

  @ParameterizedTest
  @CsvSource({
    "run,run",
    "--http.port,--http.port",
    "--http.port --check,--http.port",
    "--http.port=1 --http.port=2,--http.port",
    "-conf,-conf",
    "-conf a -conf b,-conf",
    "-x,-x",
    "--check serve,serve"
  })
  void whatIsNotUnderstoodIsNamed(String words, String name) {
    assertEquals(
        List.of(name),
        CommandLine.of(words.split(" ")).faults().stream().map(Fault::key).toList());
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "user add alice|ADD|alice||false|false",
        "user add alice --admin --name=Al --generate|ADD|alice|Al|true|true",
        "user --name Al add -conf x.json alice|ADD|alice|Al|false|false",
        "user role alice admin|ROLE|alice||true|false",
        "user role alice user|ROLE|alice||false|false",
        "user disable alice|DISABLE|alice||false|false",
        "user enable alice --data.dir=d|ENABLE|alice||false|false",
        "user reset alice --generate|RESET|alice||false|true",
        "user list|LIST|''||false|false"
      },
      delimiter = '|')
  void accountsAreLookedAfter(
      String words,
      UserCommand.Verb verb,
      String username,
      @Nullable String name,
      boolean administrator,
      boolean generate) {
    CommandLine line = CommandLine.of(words.split(" "));
    assertEquals(List.of(), line.faults());
    assertEquals(CommandLine.Command.USER, line.command());
    assertEquals(new UserCommand(verb, username, name, administrator, generate), line.user());
  }

  @ParameterizedTest
  @CsvSource({
    "user,user",
    "user forget alice,forget",
    "user add,add",
    "user add alice secret,add",
    "user role alice,role",
    "user role alice owner,owner",
    "user list alice,list",
    "user disable alice --admin,--admin",
    "user reset alice --name=Al,--name",
    "user add alice --name,--name",
    "user add alice --name=a --name=b,--name",
    "user list --generate,--generate",
    "--admin,--admin",
    "--http.port=1 user list,user"
  })
  void whatIsNotUnderstoodOfUserIsNamedToo(String words, String name) {
    assertEquals(name, CommandLine.of(words.split(" ")).faults().get(0).key());
  }

  @Test
  void userHasAHelpOfItsOwn() {
    assertEquals(CommandLine.Command.USER_HELP, CommandLine.of("user", "--help").command());
    assertEquals(
        CommandLine.Command.USER_HELP, CommandLine.of("user", "add", "x", "-h").command());
    assertEquals(CommandLine.Command.HELP, CommandLine.of("--help").command());
  }
}
