package dev.hubbub.survive;

import static dev.hubbub.survive.BadInput.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What must not be sent on a session (PROTOCOL.md 3.2), each with its error. */
final class BadFrames {
  private static final List<String> NO_ROOMS = List.of(
      "",
      "A",
      "-a",
      "a_b",
      "../@room",
      "@room/",
      "a b",
      "' or 1=1--",
      "%",
      "_",
      "a\\u0000",
      "\\ud800",
      "no-such-room",
      "@hidden",
      "r".repeat(65));

  /** A good frame of each type, field by field, and what each field cannot be. */
  private record Shape(String type, Map<String, Field> fields) {
    static Shape of(String type) {
      return new Shape(type, new LinkedHashMap<>());
    }

    Shape with(String name, String good, WrongValues wrong) {
      fields.put(name, new Field(good, wrong, false));
      return this;
    }

    Shape maybe(String name, String good, WrongValues wrong) {
      fields.put(name, new Field(good, wrong, true));
      return this;
    }

    /** The frame with {@code name} as {@code value} instead, or left out where that is absent. */
    String frame(String name, @Nullable String value) {
      StringBuilder frame = new StringBuilder("{'type':'" + type + "','id':'1'");
      fields.forEach((field, of) -> {
        String text = field.equals(name) ? value : of.optional() ? null : of.good();
        if (text != null) {
          frame.append(",'").append(field).append("':").append(text);
        }
      });
      return frame.append('}').toString();
    }
  }

  private record Field(String good, WrongValues wrong, boolean optional) {}

  private final List<BadInput> table = new ArrayList<>();

  private BadFrames() {}

  static List<BadInput> table() {
    BadFrames frames = new BadFrames();
    frames.noJson();
    frames.noType();
    shapes().forEach(frames::fields);
    shapes().forEach(frames::rooms);
    frames.targets();
    frames.sizes();
    return frames.table;
  }

  private static List<Shape> shapes() {
    String room = "'@room'";
    return List.of(
        Shape.of("auth").with("token", "'x'", WrongValues.STRING),
        Shape.of("join")
            .with("room", room, WrongValues.STRING)
            .maybe("since", "1", WrongValues.SEQ)
            .maybe("epoch", "''", WrongValues.STRING)
            .maybe("limit", "1", WrongValues.LIMIT),
        Shape.of("leave").with("room", room, WrongValues.STRING),
        Shape.of("send")
            .with("room", room, WrongValues.STRING)
            .with("text", "'x'", WrongValues.TEXT)
            .maybe("key", "'k'", WrongValues.KEY)
            .maybe("reply_to", "1", WrongValues.SEQ),
        Shape.of("edit")
            .with("room", room, WrongValues.STRING)
            .with("target", "2", WrongValues.SEQ)
            .with("text", "'x'", WrongValues.TEXT)
            .maybe("key", "'k'", WrongValues.KEY),
        Shape.of("delete")
            .with("room", room, WrongValues.STRING)
            .with("target", "2", WrongValues.SEQ)
            .maybe("key", "'k'", WrongValues.KEY),
        Shape.of("react")
            .with("room", room, WrongValues.STRING)
            .with("target", "2", WrongValues.SEQ)
            .with("emoji", "':ok:'", WrongValues.TEXT)
            .with("on", "true", WrongValues.FLAG)
            .maybe("key", "'k'", WrongValues.KEY),
        Shape.of("read").with("room", room, WrongValues.STRING).with("seq", "1", WrongValues.SEQ),
        Shape.of("typing")
            .with("room", room, WrongValues.STRING)
            .with("on", "false", WrongValues.FLAG),
        Shape.of("presence").with("state", "'online'", WrongValues.TEXT),
        Shape.of("history")
            .with("room", room, WrongValues.STRING)
            .maybe("before", "9", WrongValues.SEQ)
            .maybe("after", "0", WrongValues.SEQ)
            .maybe("limit", "1", WrongValues.LIMIT),
        Shape.of("who").with("room", room, WrongValues.STRING));
  }

  private void noJson() {
    for (String frame : List.of(
        "",
        " ",
        "null",
        "true",
        "5",
        "'XSECRETX'",
        "[]",
        "[{'type':'ping','id':'1'}]",
        "{",
        "}",
        "{'type':'ping','id':'1'}{'type':'ping','id':'1'}",
        "{'type':'ping','id':'1'} x",
        "\ufeff{'type':'ping','id':'1'}",
        "{'type':'ping','id':'1',}",
        "{'type':'ping','id':'1','x':NaN}",
        "{'type':'ping','id':'1','x':-Infinity}",
        "{'type':'ping','id':'1','x':01}",
        "{'type':'ping','id':'1','x':'a\nb'}",
        "{'type':'ping','id':'1'/**/}",
        "{type:'ping','id':'1'}",
        "XSECRETX")) {
      add("no JSON object: " + frame, frame, "bad_request", null);
    }
    add("apostrophes", "{\u2019type\u2019:\u2019ping\u2019}", "bad_request", null);
    for (String id : List.of("''", "null", "1", "['1']", "'\\ud800'", "'" + "i".repeat(65) + "'")) {
      add("id " + id, "{'type':'ping','id':" + id + "}", "bad_request", null);
    }
  }

  private void noType() {
    for (String type : List.of("null", "5", "['ping']", "''", "'Ping'", "'hello'", "'XSECRETX'")) {
      add("type " + type, "{'type':" + type + ",'id':'1'}", "bad_request", "1");
    }
    for (String frame : List.of(
        "{'id':'1'}",
        "{'__proto__':{'type':'ping'},'id':'1'}",
        "{'type':'ping','type':'ping','id':'1'}",
        "{'type':'send','room':'@room','room':'@hidden','text':'XSECRETX','id':'1'}",
        "{'x':{'a':1,'\\u0061':2},'type':'ping','id':'1'}",
        "{'type':'join','rooms':{'@room':{},'@room':{}},'id':'1'}")) {
      add(frame, frame, "bad_request", "1");
    }
    for (String rooms : List.of(
        "{}",
        "null",
        "5",
        "['@room']",
        "{'@room':null}",
        "{'@room':41}",
        "{'@room':{'since':-1}}",
        "{'@room':{'limit':201}}",
        "{'\\ud800':{}}")) {
      add(
          "join of rooms " + rooms,
          "{'type':'join','id':'1','rooms':" + rooms + "}",
          "bad_request",
          "1");
    }
  }

  private void fields(Shape shape) {
    shape.fields().forEach((name, field) -> {
      String what = shape.type() + " with " + name + " ";
      if (!field.optional()) {
        add(what + "left out", shape.frame(name, null), "bad_request", "1");
      }
      for (String value : field.wrong().all()) {
        add(what + value, shape.frame(name, value), "bad_request", "1");
      }
    });
  }

  private void rooms(Shape shape) {
    if (!shape.fields().containsKey("room")) {
      return;
    }
    for (String room : NO_ROOMS) {
      // Leaving what one does not follow changes nothing.
      boolean possible = room.matches("no-such-room|@hidden");
      if (!shape.type().equals("leave") || !possible) {
        String frame = json(shape.frame("room", "''")).replace("\"\"", "\"" + room + "\"");
        table.add(new BadFrame(shape.type() + " in " + shortened(room), frame, "not_found", "1"));
      }
    }
  }

  private void targets() {
    for (String type : List.of("edit", "delete", "react")) {
      Shape shape =
          shapes().stream().filter(one -> one.type().equals(type)).findFirst().orElseThrow();
      // 1 is no message; the others are not there.
      for (String seq :
          List.of("0", "1", "3", "1000000000", "9007199254740993", "9223372036854775807")) {
        add(type + " of " + seq, shape.frame("target", seq), "not_found", "1");
      }
    }
    for (String seq : List.of("0", "1", "3", "9223372036854775807")) {
      String frame = "{'type':'send','id':'1','room':'@room','text':'x','reply_to':" + seq + "}";
      add("answer to " + seq, frame, "not_found", "1");
    }
    add(
        "history before and after",
        "{'type':'history','id':'1','room':'@room','before':9,'after':1}",
        "bad_request",
        "1");
  }

  private void sizes() {
    String send = "{'type':'send','id':'1','room':'@room','text':'%s'}";
    add("text of 4001", send.formatted("x".repeat(4_001)), "too_large", "1");
    add("text of 4001 emoji", send.formatted("👍".repeat(4_001)), "too_large", "1");
    add("text of 65000", send.formatted("x".repeat(65_000)), "too_large", "1");
    add("text of 10000 escaped NUL", send.formatted("\\u0000".repeat(10_000)), "too_large", "1");
    add("nested 17 deep", nested("[", "]", 16), "bad_request", "1");
    add("nested 10000 deep", nested("[", "]", 10_000), "bad_request", "1");
    add("objects 8000 deep", nested("{'a':", "}", 8_000).replace(":}", ":0}"), "bad_request", "1");
    add("65000 open brackets", "[".repeat(65_000), "bad_request", null);
    StringBuilder keys = new StringBuilder("{'type':'nothing','id':'1'");
    for (int i = 0; i < 6_000; i++) {
      keys.append(",'k").append(i).append("':").append(i % 10);
    }
    add("6000 keys", keys + "}", "bad_request", "1");
    StringBuilder rooms = new StringBuilder("{'type':'join','id':'1','rooms':{'a':{}");
    for (int i = 0; i < 200; i++) {
      rooms.append(",'r").append(i).append("':{}");
    }
    add("join of 201 rooms", rooms + "}}", "bad_request", "1");
  }

  private static String nested(String open, String close, int depth) {
    return "{'type':'ping','id':'1','x':" + open.repeat(depth) + close.repeat(depth) + "}";
  }

  /** Adds a frame in which apostrophes stand for quotation marks. */
  private void add(String what, String frame, String code, @Nullable String id) {
    table.add(new BadFrame(shortened(what), json(frame), code, id));
  }

  private static String shortened(String what) {
    return what.length() > 100 ? what.substring(0, 100) + "…" : what;
  }
}
