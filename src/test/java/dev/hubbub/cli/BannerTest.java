package dev.hubbub.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.config.Config;
import dev.hubbub.config.ConfigReader;
import dev.hubbub.config.Reading;
import dev.hubbub.config.Sources;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BannerTest {
  @Test
  void itTellsWhereToPointBrowserAndWscat() {
    List<String> lines = Banner.lines(config(Map.of("HUBBUB_INSTANCE_ID", "a")), 18_080);
    assertTrue(
        lines.get(0).endsWith("listens on http://127.0.0.1:18080 (profile dev, instance a)"),
        lines.get(0));
    assertEquals("history: embedded, in data; no Redis", lines.get(1));
    assertEquals("browser: http://127.0.0.1:18080/", lines.get(2));
    assertTrue(
        lines.get(3).contains("curl -s -X POST http://127.0.0.1:18080/api/v1/auth/guest"),
        lines.get(3));
    assertEquals(
        "wscat:   wscat -c \"ws://127.0.0.1:18080/api/v1/ws?room=general&token=$TOKEN\"",
        lines.get(4));
    assertTrue(lines.get(5).contains("wscat -c ws://127.0.0.1:18080/chat/user1 "), lines.get(5));
    assertTrue(lines.get(6).contains("wscat -c ws://127.0.0.1:18080/ws "), lines.get(6));
  }

  @Test
  void itNamesThePublicAddressAndAHeaderWhereUrlsTakeNoToken() {
    List<String> lines = Banner.lines(
        config(Map.of(
            "HUBBUB_HTTP_PUBLIC_URL", "https://chat.example.org",
            "HUBBUB_HTTP_TOKEN_IN_URL", "false",
            "HUBBUB_AUTH_GUESTS", "false",
            "HUBBUB_HTTP_HOST", "::")),
        1);
    assertTrue(lines.get(0).contains("http://[::]:1 "), lines.get(0));
    assertTrue(lines.get(3).contains("https://chat.example.org/api/v1/auth/login"), lines.get(3));
    assertEquals(
        "wscat:   wscat -H \"Authorization: Bearer $TOKEN\" -c"
            + " \"wss://chat.example.org/api/v1/ws?room=general\"",
        lines.get(4));
    assertTrue(lines.get(5).contains("ws://[::1]:1/chat/user1 "), lines.get(5));
  }

  @Test
  void itShowsNoPassword() {
    String lines = String.join(
        "\n",
        Banner.lines(
            config(Map.of(
                "DATABASE_URL",
                "postgresql://u:wordpass@db/x",
                "REDIS_URL",
                "redis://:wordpass@cache",
                "HUBBUB_LOG_FORMAT",
                "json")),
            1));
    assertTrue(lines.contains("postgresql://u:***@db/x; Redis: redis://:***@cache"), lines);
    assertFalse(lines.contains("wordpass"), lines);
  }

  private static Config config(Map<String, String> environment) {
    Reading reading =
        ConfigReader.look(new Sources(null, new LinkedHashMap<>(environment), Map.of()));
    return assertInstanceOf(Reading.Sound.class, reading).config();
  }
}
