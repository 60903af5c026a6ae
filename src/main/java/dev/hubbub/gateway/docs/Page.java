package dev.hubbub.gateway.docs;

import io.vertx.core.json.JsonObject;

/** Both documents as one page for people: static, without a script, readable without anything else but its style sheet. */
final class Page {
  private Page() {}

  /**
   * The page, as HTML.
   *
   * @param style where its style sheet is
   */
  static String of(JsonObject openApi, JsonObject asyncApi, String style) {
    HttpPart http = new HttpPart(openApi);
    SocketPart socket = new SocketPart(asyncApi);
    String version = openApi.getJsonObject("info").getString("version");
    Html to = new Html();
    to.open("html", "lang", "en").open("head");
    to.open("meta", "charset", "utf-8");
    to.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    to.open("meta", "name", "color-scheme", "content", "light dark");
    to.element("title", "Hubbub protocol " + version);
    to.open("link", "rel", "stylesheet", "href", style).close("head").open("body");
    to.open("header").element("h1", "Hubbub protocol").open("p").text("Version " + version + ". ");
    to.text("For programs: ").element("a", "OpenAPI", "href", "/api/v1/openapi.json");
    to.text(", ").element("a", "AsyncAPI", "href", "/api/v1/asyncapi.json").text(".");
    to.close("p").close("header");
    writeContents(to, http, socket);
    to.open("main");
    to.element("h2", "HTTP", "id", "http");
    http.write(to);
    to.element("h2", "WebSocket", "id", "ws");
    socket.write(to);
    to.close("main").close("body").close("html");
    return "<!DOCTYPE html>\n" + to + "\n";
  }

  private static void writeContents(Html to, HttpPart http, SocketPart socket) {
    to.open("nav", "aria-label", "Contents");
    to.open("details").element("summary", "HTTP");
    http.writeContents(to);
    writeLinks(to, "#http-errors", "Errors", "#http-shapes", "Shapes");
    to.close("details").open("details").element("summary", "WebSocket");
    socket.writeContents(to);
    writeLinks(
        to,
        "#ws-close-codes",
        "Close codes",
        "#ws-frames",
        "Frames of the server",
        "#ws-shapes",
        "Shapes of frames");
    to.close("details").close("nav");
  }

  private static void writeLinks(Html to, String... links) {
    to.open("ul");
    for (int i = 0; i < links.length; i += 2) {
      to.open("li").element("a", links[i + 1], "href", links[i]).close("li");
    }
    to.close("ul");
  }

  /** Shows an example, folded. */
  static void writeExample(Html to, String title, JsonObject example) {
    to.open("details").element("summary", title);
    to.open("pre").element("code", example.encodePrettily()).close("pre").close("details");
  }
}
