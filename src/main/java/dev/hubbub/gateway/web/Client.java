package dev.hubbub.gateway.web;

import dev.hubbub.gateway.web.Asset.Form;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The web client: all its files, in memory. Immutable; any thread. */
public final class Client {
  /** Where the build puts it on the class path. */
  public static final String SHIPPED = "/web/";

  private static final String LIST = "files.txt";
  private static final String PAGE = "index.html";

  /** Where the build gives files names with a hash of their content. */
  private static final String HASHED = "assets/";

  private static final int TAG_BYTES = 12;
  private static final Map<String, String> TYPES = Map.ofEntries(
      Map.entry("html", "text/html; charset=utf-8"),
      Map.entry("js", "text/javascript; charset=utf-8"),
      Map.entry("css", "text/css; charset=utf-8"),
      Map.entry("json", "application/json"),
      Map.entry("webmanifest", "application/manifest+json"),
      Map.entry("svg", "image/svg+xml"),
      Map.entry("png", "image/png"),
      Map.entry("ico", "image/x-icon"),
      Map.entry("woff2", "font/woff2"),
      Map.entry("txt", "text/plain; charset=utf-8"));

  private final Map<String, Asset> assets;

  private Client(Map<String, Asset> assets) {
    this.assets = Map.copyOf(assets);
  }

  /**
   * The client in that folder of the class path; without any file where the jar was built without it. Reads resources and
   * takes some ms: not for an event loop.
   */
  public static Client in(String folder) {
    byte[] list = read(folder + LIST);
    if (list == null) {
      return new Client(Map.of());
    }
    Set<String> names =
        new TreeSet<>(List.of(new String(list, StandardCharsets.UTF_8).split("\n")));
    Map<String, Asset> assets = new HashMap<>();
    for (String name : names) {
      if (!isCoded(name)) {
        assets.put(name, asset(folder, name, names));
      }
    }
    return new Client(assets);
  }

  /** The page that everything begins with, wherever one comes in; absent where the client is not shipped. */
  public @Nullable Asset page() {
    return assets.get(PAGE);
  }

  /** The file of that name, such as {@code assets/index-1a2b3c.js}; absent where there is none. */
  public @Nullable Asset file(String name) {
    return assets.get(name);
  }

  private static boolean isCoded(String name) {
    return name.endsWith(Coding.BROTLI.suffix()) || name.endsWith(Coding.GZIP.suffix());
  }

  private static Asset asset(String folder, String name, Set<String> names) {
    Map<Coding, Form> forms = new EnumMap<>(Coding.class);
    for (Coding coding : Coding.values()) {
      String form = name + coding.suffix();
      if (names.contains(form)) {
        forms.put(coding, form(coding, folder + form));
      }
    }
    String type =
        TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    return new Asset(type, name.startsWith(HASHED), forms);
  }

  private static Form form(Coding coding, String path) {
    byte[] body = read(path);
    if (body == null) {
      throw new IllegalStateException("The program has lost its " + path + ".");
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
      return new Form(coding, Buffer.buffer(body), HexFormat.of().formatHex(hash, 0, TAG_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  private static byte @Nullable [] read(String path) {
    try (InputStream from = Client.class.getResourceAsStream(path)) {
      return from == null ? null : from.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
