package dev.hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages of the documentation lead from one to the other. */
class LinksTest {
  private static final Path README = Path.of("README.md");
  private static final Path PAGES = Path.of("src/site/markdown");
  private static final Pattern LINK =
      Pattern.compile("]\\(([^)\\s]+)\\)|(?:src|href)=\"([^\"]+)\"");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");
  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");

  private static List<Path> pages() throws IOException {
    List<Path> all = new ArrayList<>(List.of(README, Path.of("CHANGELOG.md")));
    for (Path folder : List.of(PAGES, Path.of(".github"))) {
      try (Stream<Path> pages = Files.list(folder)) {
        pages.filter(page -> page.toString().endsWith(".md")).forEach(all::add);
      }
    }
    return all;
  }

  private static List<String> links(Path page) throws IOException {
    Matcher link = LINK.matcher(FENCED.matcher(Files.readString(page)).replaceAll(""));
    List<String> links = new ArrayList<>();
    while (link.find()) {
      String target = link.group(1) == null ? link.group(2) : link.group(1);
      if (!target.matches("[a-z]+:.*")) {
        links.add(target);
      }
    }
    return links;
  }

  private static boolean leadsSomewhere(Path from, String link) throws IOException {
    int hash = link.indexOf('#');
    String file = hash < 0 ? link : link.substring(0, hash);
    Path target = file.isEmpty() ? from : from.resolveSibling(file).normalize();
    return Files.exists(target)
        && (hash < 0 || headings(target).contains(link.substring(hash + 1)));
  }

  /** As the hosts of repositories name them. */
  private static List<String> headings(Path page) throws IOException {
    return HEADING
        .matcher(FENCED.matcher(Files.readString(page)).replaceAll(""))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> lost = new ArrayList<>();
    int count = 0;
    for (Path page : pages()) {
      for (String link : links(page)) {
        count++;
        if (!leadsSomewhere(page, link)) {
          lost.add(page + ": " + link);
        }
      }
    }
    assertEquals(List.of(), lost);
    assertTrue(count >= 20, "links found: " + count);
  }

  @Test
  void theReadmeLeadsToEveryPage() throws IOException {
    List<Path> named =
        links(README).stream().map(link -> Path.of(link).normalize()).toList();
    List<Path> others = pages().stream().filter(page -> !page.equals(README)).toList();
    assertEquals(
        List.of(), others.stream().filter(page -> !named.contains(page)).toList());
  }
}
