package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The bills of materials, where {@code scripts/sbom} has them made, name what is in the jar and in the web client. */
@EnabledIfSystemProperty(named = "hubbub.sbom", matches = ".+")
class SbomIT {
  private static final Path MADE = Path.of(System.getProperty("hubbub.sbom", "target/sbom"));

  private static JsonObject bill(String name) throws IOException {
    JsonObject bill = new JsonObject(Files.readString(MADE.resolve(name)));
    assertEquals("CycloneDX", bill.getString("bomFormat"));
    return bill;
  }

  private static Set<String> names(JsonObject bill) {
    return bill.getJsonArray("components").stream()
        .map(JsonObject.class::cast)
        .map(component -> {
          assertFalse(component.getString("version", "").isEmpty(), component::encode);
          assertFalse(component.getString("purl", "").isEmpty(), component::encode);
          String group = component.getString("group", "");
          return group.isEmpty()
              ? component.getString("name")
              : group + ":" + component.getString("name");
        })
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void theOneOfTheJarNamesWhatItsClassesComeFromAndNoTest() throws IOException {
    Set<String> names = names(bill("hubbub.json"));
    Set<String> groups = new TreeSet<>();
    names.forEach(name -> groups.add(name.substring(0, name.indexOf(':')).replace('.', '/')));
    groups.addAll(Set.of("com/password4j", "com/ongres", "org/sqlite", "org/HdrHistogram"));
    Set<String> unnamed = new TreeSet<>();
    try (JarFile jar = new JarFile("target/hubbub.jar")) {
      Enumeration<JarEntry> entries = jar.entries();
      while (entries.hasMoreElements()) {
        String entry = entries.nextElement().getName();
        if (entry.endsWith(".class")
            && !entry.startsWith("dev/hubbub/")
            && !entry.startsWith("META-INF/")
            && groups.stream().noneMatch(entry::startsWith)) {
          boolean unused = unnamed.add(entry.substring(0, entry.lastIndexOf('/')));
        }
      }
    }
    assertEquals(Set.of(), unnamed);
    for (String name : Set.of(
        "io.vertx:vertx-core",
        "io.netty:netty-handler",
        "com.fasterxml.jackson.core:jackson-core",
        "org.xerial:sqlite-jdbc",
        "com.password4j:password4j",
        "ch.qos.logback:logback-classic")) {
      assertTrue(names.contains(name), name + " is not among " + names);
    }
    assertTrue(names.stream().noneMatch(name -> name.contains("junit")), names::toString);
  }

  @Test
  void theOneOfTheWebClientNamesWhatItIsBundledFromAndNoTool() throws IOException {
    Set<String> names = names(bill("web.json"));
    assertTrue(
        names.containsAll(Set.of("react", "react-dom", "scheduler", "idb", "virtua")),
        names::toString);
    assertFalse(names.contains("vite"), names::toString);
  }
}
