package dev.hubbub.gateway.docs;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What describes the protocol, as it is served. Immutable; any thread.
 *
 * @param openApi the HTTP side, for programs
 * @param asyncApi the WebSocket, for programs
 * @param page both, for people
 * @param style how the page looks
 */
public record Documents(Served openApi, Served asyncApi, Served page, Served style) {
  private static final String FOLDER = "/dev/hubbub/gateway/";
  private static final int TAG_BYTES = 12;

  /**
   * Something that is served as it is.
   *
   * @param tag names this edition: another body has another tag
   */
  public record Served(String contentType, Buffer body, String tag) {}

  /** The documents of the program in that version. Reads resources and takes some ms: not for an event loop. */
  public static Documents of(String version) {
    JsonObject openApi = parsed("openapi.json", version);
    JsonObject asyncApi = parsed("asyncapi.json", version);
    Served style = served("text/css; charset=utf-8", read("docs.css"));
    String page = Page.of(openApi, asyncApi, "/docs/style.css?v=" + style.tag());
    return new Documents(
        served("application/json", openApi.toBuffer()),
        served("application/json", asyncApi.toBuffer()),
        served("text/html; charset=utf-8", Buffer.buffer(page)),
        style);
  }

  private static JsonObject parsed(String name, String version) {
    JsonObject document = read(name).toJsonObject();
    JsonObject info = document.getJsonObject("info");
    info.put("version", info.getString("version") + "+" + version);
    return document;
  }

  private static Buffer read(String name) {
    try (InputStream from = Documents.class.getResourceAsStream(FOLDER + name)) {
      if (from == null) {
        throw new IllegalStateException("The program has lost its " + name + ".");
      }
      return Buffer.buffer(from.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Served served(String contentType, Buffer body) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes());
      return new Served(contentType, body, HexFormat.of().formatHex(hash, 0, TAG_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
