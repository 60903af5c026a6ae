package dev.hubbub.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files in conf/ start as they are. */
class ExamplesTest {
  @ParameterizedTest
  @ValueSource(strings = {"dev", "instance-a", "instance-b"})
  void thoseOfDevelopmentNeedNothingElse(String name) {
    Reading.Sound reading = read(name, Map.of());
    assertEquals(Profile.DEV, reading.config().profile());
    assertEquals(List.of(), reading.warnings());
  }

  @Test
  void theOneOfProductionNeedsItsSecretAlone() {
    Reading.Sound reading = read("production", Map.of("HUBBUB_AUTH_SECRET", ReaderFixture.SECRET));
    assertEquals(Profile.PRODUCTION, reading.config().profile());
    assertEquals(List.of(), reading.warnings());
    assertInstanceOf(Reading.Faulty.class, ConfigReader.look(sources("production", Map.of())));
  }

  @Test
  void theTwoInstancesShareAllButTheirNameAndTheirPort() {
    Config a = read("instance-a", Map.of()).config();
    Config b = read("instance-b", Map.of()).config();
    assertEquals(8081, a.http().port());
    assertEquals(8082, b.http().port());
    assertNotEquals(a.instanceId(), b.instanceId());
    assertEquals(a.database(), b.database());
    assertEquals(a.redis(), b.redis());
  }

  private static Reading.Sound read(String name, Map<String, String> environment) {
    return assertInstanceOf(Reading.Sound.class, ConfigReader.look(sources(name, environment)));
  }

  private static Sources sources(String name, Map<String, String> environment) {
    return new Sources(Path.of("conf", name + ".json"), environment, Map.of());
  }
}
