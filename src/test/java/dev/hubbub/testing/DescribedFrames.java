package dev.hubbub.testing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Holds frames against the AsyncAPI document. An {@link AssertionError} tells where they differ. Any thread. */
public final class DescribedFrames {
  private static final Described SOCKET = Described.SOCKET;

  private DescribedFrames() {}

  /** Checks a frame from the server: it is described, field by field. */
  public static void checkServer(JsonObject frame) {
    List<JsonObject> messages = new ArrayList<>(messages("send", "messages"));
    operations("receive")
        .forEach(operation ->
            messages.addAll(resolved(operation.getJsonObject("reply").getJsonArray("messages"))));
    check(messages, frame, SOCKET::misfitClosed);
  }

  /** Checks a frame that the server took: it is allowed. */
  public static void checkClient(JsonObject frame) {
    check(messages("receive", "messages"), frame, SOCKET::misfit);
  }

  /** Checks an answer to a frame: it is one of {@code operation}'s, field by field. */
  public static void checkReply(JsonObject operation, JsonObject frame) {
    check(
        resolved(operation.getJsonObject("reply").getJsonArray("messages")),
        frame,
        SOCKET::misfitClosed);
  }

  /** The operations in which the server sends, or receives. */
  public static List<JsonObject> operations(String action) {
    return SOCKET.document().getJsonObject("operations").stream()
        .map(entry -> (JsonObject) entry.getValue())
        .filter(operation -> operation.getString("action").equals(action))
        .toList();
  }

  /** The messages that a list refers to. */
  public static List<JsonObject> resolved(JsonArray references) {
    return references.stream().map(each -> SOCKET.resolve((JsonObject) each)).toList();
  }

  private static List<JsonObject> messages(String action, String field) {
    return operations(action).stream()
        .flatMap(operation -> resolved(operation.getJsonArray(field)).stream())
        .toList();
  }

  private static void check(
      List<JsonObject> messages,
      JsonObject frame,
      BiFunction<JsonObject, Object, Optional<String>> misfit) {
    List<String> why = new ArrayList<>();
    for (JsonObject message : messages) {
      JsonObject payload = message.getJsonObject("payload");
      if (type(payload).equals(frame.getString("type"))) {
        Optional<String> wrong = misfit.apply(payload, frame);
        if (wrong.isEmpty()) {
          return;
        }
        why.add(wrong.get());
      }
    }
    throw new AssertionError("Not as asyncapi.json says: " + frame.encode() + " " + why);
  }

  /** The {@code type} of frames of that schema. */
  public static String type(JsonObject payload) {
    return SOCKET
        .resolve(payload)
        .getJsonObject("properties")
        .getJsonObject("type")
        .getString("const");
  }
}
