package dev.hubbub.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Production, which is what a configuration file means, does not start unsafe; development stays at one's own desk. */
class SafeDefaultsTest {
  private static final String OTHER = "another secret of more than thirty-two bytes";

  @TempDir
  Path directory = Path.of("");

  private ReaderFixture production(String json) {
    return ReaderFixture.production(directory, json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          auth.secret       | {"auth":{"secret":"short"}}
          http.origins      | {"http":{"origins":["https://a.example","*"]}}
          http.public_url   | {"http":{"public_url":"http://chat.example.org"}}
          http.public_url   | {"http":{"public_url":"http://192.0.2.1:8080"}}
          database.url      | {"database":{"url":"postgresql://hubbub@db.example.org/hubbub"}}
          database.url      | {"database":{"url":"postgresql://db/hubbub?sslmode=verify-full"}}
          http.public       | {"http":{"public":"https://chat.example.org"}}
          auth.second_secret | {"auth":{"second_secret":"short"}}
          auth.second_public_key | {"auth":{"second_public_key":"no key"}}
          """)
  void productionDoesNotStartUnsafe(String key, String json) {
    ReaderFixture reader =
        key.equals("auth.secret") ? new ReaderFixture(directory).file(json) : production(json);
    List<Fault> faults = reader.faults();
    assertEquals(List.of(key), faults.stream().map(Fault::key).toList(), faults::toString);
  }

  @Test
  void productionHasNoSecretOfItsOwn() {
    assertEquals(
        List.of("auth.secret"),
        new ReaderFixture(directory)
            .file("{}").faults().stream().map(Fault::key).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"http":{"public_url":"https://chat.example.org"}}
          {"http":{"public_url":"http://127.0.0.1:8080"}}
          {"http":{"public_url":"http://localhost"}}
          {"database":{"url":"postgresql://hubbub:p@db.example.org/hubbub"}}
          {"database":{"url":"postgresql://hubbub@db.example.org/hubbub?password=p"}}
          {"database":{"url":"postgresql://hubbub@127.0.0.1/hubbub"}}
          {"database":{"url":"postgresql://hubbub@[::1]/hubbub"}}
          """)
  void whatIsSafeStartsWithoutAWord(String json) {
    assertEquals(List.of(), production(json).sound().warnings());
  }

  @Test
  void withoutTlsItIsWarnedOfWhereAProxyIsNamed() {
    List<String> warnings = production(
            "{\"http\":{\"public_url\":\"http://chat.example.org\",\"trusted_proxies\":[\"10.0.0.1\"]}}")
        .sound()
        .warnings();
    assertEquals(1, warnings.size(), warnings::toString);
    assertTrue(warnings.get(0).startsWith("http.public_url ("), warnings.get(0));
  }

  @Test
  void aSecretThatCanBeGuessedIsWarnedOf() {
    List<String> warnings = new ReaderFixture(directory)
        .file("{}")
        .environment("HUBBUB_AUTH_SECRET", "changeme".repeat(5))
        .sound()
        .warnings();
    assertEquals(1, warnings.size(), warnings::toString);
    assertTrue(warnings.get(0).startsWith("auth.secret ("), warnings.get(0));
  }

  @Test
  void productionHasNoComfortsThatNobodyAskedFor() {
    Config config = production("{}").config();
    assertFalse(config.auth().guests());
    assertFalse(config.http().tokenInUrl());
    assertFalse(config.management().metricsPublic());
    assertEquals(List.of(), config.channels());
    assertEquals(List.of(), config.http().origins());
    assertEquals(List.of(), config.http().trustedProxies());
    assertEquals("127.0.0.1", config.management().host());
  }

  @Test
  void developmentBindsToThisMachineAndSaysWhereItDoesNot() {
    ReaderFixture development = new ReaderFixture(directory);
    assertEquals("127.0.0.1", development.config().http().host());
    assertEquals(List.of(), development.sound().warnings());
    assertEquals(
        1, development.argument("http.host", "0.0.0.0").sound().warnings().size());
  }

  @Test
  void aSecondSecretIsAnotherAndIsNotForgotten() {
    ReaderFixture changing = production("{}").environment("HUBBUB_AUTH_SECOND_SECRET", OTHER);
    assertEquals(List.of(ReaderFixture.SECRET, OTHER), changing.config().auth().secrets());
    List<String> warnings = changing.sound().warnings();
    assertEquals(1, warnings.size(), warnings::toString);
    assertTrue(warnings.get(0).startsWith("auth.second_secret ("), warnings.get(0));
    assertFalse(changing.read().toString().contains(OTHER));
    assertEquals(
        List.of("auth.second_secret"),
        production("{}")
            .environment("HUBBUB_AUTH_SECOND_SECRET", ReaderFixture.SECRET)
            .faults()
            .stream()
            .map(Fault::key)
            .toList());
  }
}
