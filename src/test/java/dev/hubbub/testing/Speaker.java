package dev.hubbub.testing;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in a {@link Transcript}. Their requests carry the access token that was called by their name, where there is
 * one. {@code GET …} answered {@code 101} opens their WebSocket, {@code 200 text/event-stream} their stream; all other
 * text is a frame.
 */
final class Speaker {
  private static final Pattern REQUEST = Pattern.compile(
      "(GET|POST|PUT|PATCH|DELETE) (/\\S*)(?: Last-Event-ID: (\\S+))?(?: (\\{.*}))?");
  private static final Pattern ANSWER = Pattern.compile("(\\d{3})(?: (.*))?");
  private static final String API = "/api/v1";
  private static final String SOCKET = API + "/ws";
  private static final String STREAM = API + "/events?rooms=";

  private final String who;
  private final int port;
  private final Placeholders placeholders;
  private final List<JsonObject> unread = new ArrayList<>();
  private @Nullable Matcher request;
  private @Nullable WsClient socket;
  private boolean plain;
  private @Nullable EventStream stream;
  private String streamId = "";
  private EventStream.@Nullable Received received;

  Speaker(String who, int port, Placeholders placeholders) {
    this.who = who;
    this.port = port;
    this.placeholders = placeholders;
  }

  void sends(String text) {
    Matcher asked = REQUEST.matcher(text);
    if (asked.matches()) {
      request = asked;
    } else if (text.equals("close")) {
      close();
    } else {
      socket().sendText(filled(text));
    }
  }

  /** Frames get their placeholders filled in; what is no JSON is sent as it stands. */
  private String filled(String text) {
    return text.startsWith("{") ? placeholders.fill(text) : text;
  }

  void isTold(String text) {
    Matcher answer = ANSWER.matcher(text);
    if (request != null) {
      if (!answer.matches()) {
        throw new AssertionError("The answer to a request begins with its status.");
      }
      Matcher asked = request;
      request = null;
      isAnswered(asked, Integer.parseInt(answer.group(1)), answer.group(2));
    } else if (stream != null && socket == null) {
      isStreamed(text, stream);
    } else if (text.startsWith("close ")) {
      same(text, "close " + socket().awaitClose());
      unread.clear();
      socket = null;
    } else if (plain) {
      same(text, socket().nextText());
    } else {
      hears(Placeholders.read(text));
    }
  }

  private static void same(String documented, String found) {
    if (!documented.equals(found)) {
      throw new AssertionError("found " + found + ", not " + documented);
    }
  }

  private void isAnswered(Matcher asked, int status, @Nullable String body) {
    String path = placeholders.fill(asked.group(2));
    if (status == 101) {
      close();
      socket = WsClient.open(port, path, Map.of());
      plain = !path.startsWith(SOCKET);
    } else if (body != null && body.equals("text/event-stream")) {
      opens(path, asked.group(3));
    } else if (path.startsWith(SOCKET)) {
      same(Integer.toString(status), Integer.toString(WsClient.refused(port, path, Map.of())));
    } else {
      asks(asked, path, status, body);
    }
  }

  private void opens(String path, @Nullable String lastEventId) {
    close();
    String last = lastEventId == null ? null : placeholders.fill(lastEventId);
    EventStream opened = EventStream.open(port, token(), path.substring(STREAM.length()), last);
    same("200 text/event-stream", opened.status() + " " + opened.contentType());
    stream = opened;
  }

  private void asks(Matcher asked, String path, int status, @Nullable String body) {
    String token = token();
    Rest rest = token == null ? Rest.at(port) : Rest.at(port).withToken(token);
    String sent = asked.group(4);
    Rest.Answer answer = path.startsWith(API)
        ? rest.ask(
            asked.group(1),
            path.substring(API.length()),
            sent == null ? null : new JsonObject(filled(sent)))
        : rest.page(path);
    JsonObject told = answer.expect(status);
    if (body == null) {
      same("", answer.text());
    } else {
      fits(Placeholders.read(body), told);
    }
  }

  private void isStreamed(String text, EventStream from) {
    if (text.startsWith("id: ")) {
      streamId = text.substring(4);
    } else if (text.startsWith("event: ")) {
      received = from.next(text.substring(7));
      if (!streamId.isEmpty()) {
        fits(new JsonObject().put("id", streamId), new JsonObject().put("id", received.id()));
      }
      streamId = "";
    } else if (text.startsWith("data: ") && received != null) {
      fits(Placeholders.read(text.substring(6)), received.data());
    } else {
      throw new AssertionError("A stream has id, event and data.");
    }
  }

  /** Answers are found by their id; events are told in their order, and so are other frames of one type. */
  private void hears(JsonObject documented) {
    String type = documented.getString("type");
    if (type.equals("presence") || type.equals("inbox")) {
      JsonObject unused = socket()
          .seen(
              frame -> placeholders.misfit(documented, frame).isEmpty()
                  || isAmongMany(documented, frame),
              documented.encode());
      return;
    }
    String place = place(documented);
    Optional<JsonObject> there =
        unread.stream().filter(frame -> place(frame).equals(place)).findFirst();
    there.ifPresent(unread::remove);
    fits(documented, there.orElseGet(() -> next(place)));
  }

  /** What changes for several users in one moment comes in one frame. */
  private static boolean isAmongMany(JsonObject change, JsonObject frame) {
    JsonObject states = frame.getJsonObject("states", new JsonObject());
    String user = change.getString("user");
    return user != null && change.getString("state", "").equals(states.getString(user));
  }

  private JsonObject next(String place) {
    while (true) {
      JsonObject next = socket().next();
      if (place(next).equals(place)) {
        return next;
      }
      unread.add(next);
    }
  }

  private static String place(JsonObject frame) {
    String id = frame.getString("id");
    if (id != null) {
      return "id " + id;
    }
    return Checker.isEvent(frame) ? "event" : frame.getString("type");
  }

  private void fits(JsonObject documented, JsonObject found) {
    placeholders.misfit(documented, found).ifPresent(misfit -> {
      throw new AssertionError(who + " is told " + found.encode() + ": " + misfit);
    });
  }

  /** Presence and inbox aside, which come when they may. */
  void isToldNothingMore() {
    if (request != null) {
      throw new AssertionError("A request has no answer: " + request.group());
    }
    if (!unread.isEmpty()) {
      throw new AssertionError(who + " is told more: " + unread);
    }
    if (socket != null && !plain) {
      socket.assertNothingMore();
    }
  }

  void close() {
    if (socket != null) {
      socket.close();
      socket = null;
    }
    if (stream != null) {
      stream.close();
      stream = null;
    }
    unread.clear();
  }

  private @Nullable String token() {
    return placeholders.value(who) instanceof String token ? token : null;
  }

  private WsClient socket() {
    if (socket == null) {
      throw new AssertionError(who + " has no WebSocket open.");
    }
    return socket;
  }
}
