package dev.hubbub.gateway.docs;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** The part of the page that is made from the AsyncAPI document. */
final class SocketPart {
  private final JsonObject document;
  private final JsonObject channel;
  private final Schemas schemas;
  private final List<String> ofClients;

  SocketPart(JsonObject document) {
    this.document = document;
    this.channel = document.getJsonObject("channels").getJsonObject("session");
    this.schemas = new Schemas(document, "ws-");
    this.ofClients = operations("receive").stream()
        .map(name -> operation(name).getJsonArray("messages").getJsonObject(0))
        .map(Schemas::name)
        .toList();
  }

  /** Links to all operations, and to what else there is. */
  void writeContents(Html to) {
    writeContents(to, "What a client sends", "receive");
    writeContents(to, "What the server sends", "send");
  }

  private void writeContents(Html to, String title, String action) {
    to.element("h3", title).open("ul");
    for (String name : operations(action)) {
      to.open("li")
          .element("a", operation(name).getString("summary"), "href", "#ws-op-" + name)
          .close("li");
    }
    to.close("ul");
  }

  /** All of it. */
  void write(Html to) {
    to.prose(document.getJsonObject("info").getString("description"));
    to.element("h3", "Opening a session");
    to.open("p", "class", "route")
        .element("b", "GET", "class", "get")
        .text(" ")
        .element("code", channel.getString("address"))
        .close("p");
    to.prose(channel.getString("description"));
    JsonObject upgrade = channel.getJsonObject("bindings").getJsonObject("ws");
    to.element("h5", "Headers");
    schemas.writeFields(to, upgrade.getJsonObject("headers"));
    to.element("h5", "Query").prose(upgrade.getJsonObject("query").getString("description"));
    schemas.writeFields(to, upgrade.getJsonObject("query"));
    to.element("h3", "What a client sends");
    operations("receive").forEach(name -> write(to, name));
    to.element("h3", "What the server sends");
    to.prose("Besides what answers a client's frame, and with these shapes:");
    operations("send").forEach(name -> write(to, name));
    writeCloseCodes(to);
    to.element("h3", "Frames of the server", "id", "ws-frames");
    messages().fieldNames().stream()
        .filter(name -> !ofClients.contains(name))
        .forEach(name -> writeMessage(to, name));
    to.element("h3", "Shapes of frames", "id", "ws-shapes");
    schemas.writeAll(to);
  }

  private void write(Html to, String name) {
    JsonObject operation = operation(name);
    String anchor = "ws-op-" + name;
    to.open("article", "id", anchor).open("h4");
    to.element("a", operation.getString("summary"), "href", "#" + anchor).close("h4");
    if (operation.containsKey("description")) {
      to.prose(operation.getString("description"));
    }
    JsonArray messages = operation.getJsonArray("messages");
    if (operation.containsKey("reply")) {
      JsonObject message = schemas.resolve(messages.getJsonObject(0));
      to.open("div", "id", "ws-message-" + message.getString("name"));
      schemas.writeFields(to, schemas.resolve(message.getJsonObject("payload")));
      to.close("div");
      writeExamples(to, message);
      writeNames(to, "Answer", operation.getJsonObject("reply").getJsonArray("messages"));
    } else {
      writeNames(to, messages.size() == 1 ? "Frame" : "Frames", messages);
    }
    to.close("article");
  }

  private static void writeNames(Html to, String title, JsonArray messages) {
    to.open("p").element("b", title).text(" ");
    for (int i = 0; i < messages.size(); i++) {
      String name = Schemas.name(messages.getJsonObject(i));
      to.text(i == 0 ? "" : " or ").element("a", name, "href", "#ws-message-" + name);
    }
    to.close("p");
  }

  private void writeMessage(Html to, String name) {
    JsonObject message = messages().getJsonObject(name);
    JsonObject payload = message.getJsonObject("payload");
    to.open("article", "id", "ws-message-" + name).element("h4", message.getString("title"));
    to.prose(schemas.resolve(payload).getString("description", message.getString("summary")));
    schemas.writeFields(to, schemas.resolve(payload));
    writeExamples(to, message);
    to.close("article");
  }

  private static void writeExamples(Html to, JsonObject message) {
    for (Object each : message.getJsonArray("examples")) {
      JsonObject example = (JsonObject) each;
      Page.writeExample(to, example.getString("summary"), example.getJsonObject("payload"));
    }
  }

  private void writeCloseCodes(Html to) {
    to.element("h3", "Close codes", "id", "ws-close-codes").open("table", "class", "fields");
    for (Object each : channel.getJsonArray("x-close-codes")) {
      JsonObject code = (JsonObject) each;
      to.open("tr").element("th", String.valueOf(code.getInteger("code")));
      to.open("td").line(code.getString("meaning")).close("td");
      to.open("td").line("the client " + code.getString("client")).close("td").close("tr");
    }
    to.close("table");
  }

  private JsonObject messages() {
    return document.getJsonObject("components").getJsonObject("messages");
  }

  private List<String> operations(String action) {
    return document.getJsonObject("operations").stream()
        .filter(entry -> ((JsonObject) entry.getValue()).getString("action").equals(action))
        .map(Map.Entry::getKey)
        .toList();
  }

  private JsonObject operation(String name) {
    return document.getJsonObject("operations").getJsonObject(name);
  }
}
