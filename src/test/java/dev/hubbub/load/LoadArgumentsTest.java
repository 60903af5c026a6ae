package dev.hubbub.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadArgumentsTest {
  private final List<String> faults = new ArrayList<>();

  @Test
  void severalAddressesComeOneByOneOrWithCommas() {
    LoadPlan plan = parse("--url a:1,http://b:2 --url=https://c --users 5 --duration 500ms");
    assertEquals(
        List.of(URI.create("http://a:1"), URI.create("http://b:2"), URI.create("https://c")),
        plan.urls());
    assertEquals(Duration.ofMillis(500), plan.duration());
    assertEquals(5, plan.users());
    assertEquals(List.of(), faults);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--users 0",
        "--users",
        "--users 5 --users 6",
        "--rooms 101",
        "--joins 11",
        "--senders 101",
        "--rate -1",
        "--duration soon",
        "--url ftp://a",
        "--url http://a:1/path",
        "--pid x",
        "--nonsense 1",
        "--register --tokens file"
      })
  void whatIsWrongIsTold(String words) {
    LoadPlan unused = parse(words);
    assertFalse(faults.isEmpty());
  }

  @Test
  void allFaultsAreToldAtOnce() {
    LoadPlan unused = parse("--users 0 --rate x --what");
    assertEquals(3, faults.size());
  }

  private LoadPlan parse(String words) {
    return LoadArguments.parse(List.of(words.split(" ")), faults);
  }
}
