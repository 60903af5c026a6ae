package dev.hubbub.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.hubbub.config.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
}
