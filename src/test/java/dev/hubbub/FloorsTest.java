package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The list of least versions names what each is for, and is what the build is held to. */
class FloorsTest {
  private static final Pattern ADVISORY =
      Pattern.compile("CVE-\\d{4}-\\d{4,}|GHSA(-[0-9a-z]{4}){3}");

  /** The groups that make up the jar and are known to have had weaknesses. */
  private static final Set<String> SHIPPED = Set.of(
      "io.netty",
      "io.vertx",
      "com.fasterxml.jackson.core",
      "org.xerial",
      "com.ongres.scram",
      "ch.qos.logback");

  private static List<Element> elements(String file, String name) throws Exception {
    NodeList found = DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(Path.of(file).toFile())
        .getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      if (found.item(i) instanceof Element element) {
        elements.add(element);
      }
    }
    return elements;
  }

  @Test
  void everyFloorNamesTheAdvisoryItIsFor() throws Exception {
    Set<String> groups = new HashSet<>();
    for (Element rule : elements("src/enforcer/floors.xml", "bannedDependencies")) {
      String message = rule.getElementsByTagName("message").item(0).getTextContent();
      assertTrue(ADVISORY.matcher(message).find(), message);
      NodeList excludes = rule.getElementsByTagName("exclude");
      for (int i = 0; i < excludes.getLength(); i++) {
        groups.add(excludes.item(i).getTextContent().replaceFirst(":.*", ""));
      }
    }
    assertTrue(groups.containsAll(SHIPPED), groups::toString);
  }

  @Test
  void theBuildIsHeldToThem() throws Exception {
    assertEquals(
        List.of("${project.basedir}/src/enforcer/floors.xml"),
        elements("pom.xml", "externalRules").stream()
            .map(rule -> rule.getTextContent().strip())
            .toList());
  }
}
