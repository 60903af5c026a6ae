package dev.hubbub.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.config.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  @Test
  void nothingMeansToServe() {
    CommandLine line = CommandLine.of();
    assertEquals(Command.SERVE, line.command());
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
  void someWordsMeanSomethingElse(String words, Command command) {
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
        "user add alice|USER|add|[alice]|{}",
        "user --name Al add -conf x.json alice|USER|add|[alice]|{--name=Al}",
        "user add alice --name=--Al --admin|USER|add|[alice]|{--admin=, --name=--Al}",
        "user role alice admin|USER|role|[alice, admin]|{}",
        "user enable alice --data.dir=d|USER|enable|[alice]|{}",
        "user reset alice --generate|USER|reset|[alice]|{--generate=}",
        "user erase alice --yes|USER|erase|[alice]|{--yes=}",
        "user list|USER|list|[]|{}",
        "room list|ROOM|list|[]|{}",
        "room set tea --slow-mode 5|ROOM|set|[tea]|{--slow-mode=5}",
        "room role tea bob owner --as al|ROOM|role|[tea, bob, owner]|{--as=al}",
        "token alice --seconds=60|TOKEN|''|[alice]|{--seconds=60}"
      },
      delimiter = '|')
  void errandsAreUnderstood(
      String words, Command command, String verb, String operands, String options) {
    CommandLine line = CommandLine.of(words.split(" "));
    assertEquals(List.of(), line.faults());
    assertEquals(command, line.command());
    Errand errand = Objects.requireNonNull(line.errand());
    assertEquals(verb, errand.verb());
    assertEquals(operands, errand.operands().toString());
    assertEquals(options, new TreeMap<>(errand.options()).toString());
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
    "--http.port=1 user list,user",
    "room make,make",
    "room set tea --visibility=direct,--visibility",
    "room set tea --slow-mode=x,--slow-mode",
    "room set tea --slow-mode,--slow-mode",
    "room role tea bob king,king",
    "token,token",
    "token a b,token",
    "token a --seconds=0,--seconds",
    "token a --seconds 86401,--seconds",
    "help nothing,nothing"
  })
  void whatIsNotUnderstoodOfAnErrandIsNamedToo(String words, String name) {
    assertEquals(name, CommandLine.of(words.split(" ")).faults().get(0).key());
  }

  @Test
  void severalFaultsAreToldAtOnce() {
    assertEquals(
        List.of("--seconds", "-x", "token"),
        CommandLine.of("token", "--seconds=0", "-x").faults().stream()
            .map(Fault::key)
            .toList());
  }

  @ParameterizedTest
  @CsvSource({
    "--help,",
    "help,",
    "serve --help,",
    "check --help,CHECK",
    "user --help,USER",
    "load --rooms 1 --help,LOAD",
    "user add x -h,USER",
    "help user,USER",
    "room set --help,ROOM"
  })
  void everyErrandHasAHelpOfItsOwn(String words, @Nullable Command topic) {
    CommandLine line = CommandLine.of(words.split(" "));
    assertEquals(Command.HELP, line.command());
    assertEquals(topic, line.topic());
    assertEquals(List.of(), line.faults());
  }

  @ParameterizedTest
  @EnumSource
  void theHelpOfACommandNamesAllThatItTakes(Command command) {
    for (Form form : command.forms()) {
      String help = Help.text(command).orElseThrow();
      String call = ("hubbub.jar " + command.word() + " " + form.verb()).strip() + " "
          + String.join(" ", form.operands());
      assertTrue(help.contains(call.strip()), call);
      form.options().forEach(option -> assertTrue(help.contains(option.name()), option.name()));
      assertTrue(help.contains("Example"), help);
    }
  }
}
