package dev.hubbub.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.config.LimitsConfig;
import dev.hubbub.protocol.Command.Join;
import dev.hubbub.protocol.Command.Join.Target;
import dev.hubbub.room.ErrorCode;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single quotes stand for double ones in the frames below, where no apostrophe is meant. */
class CommandParserTest {
  static final LimitsConfig LIMITS = new LimitsConfig(
      4_000, 65_536, 1_000, 1_048_576, 10, 25_000, 10, 5, 15, 20, 20, 50, 20_000, 200, 10, 10, 20,
      20, 500, 10, 10, 200, 1_000, 100, 0, 2, 1_000, 0);

  static final String ID64 = "👍".repeat(64);
  static final String ROOM64 = "r".repeat(64);
  static final String KEY64 = "K".repeat(64);
  private static final String LONG = "9223372036854775807";

  private final CommandParser parser = new CommandParser(LIMITS);

  static Stream<Arguments> good() {
    return Stream.of(
        Arguments.of("{'type':'ping'}", new Command.Ping(null)),
        Arguments.of(" \t\r\n{ 'id' : 'a' , 'type' : 'ping' } \n", new Command.Ping("a")),
        Arguments.of("{'type':'ping','id':'" + ID64 + "'}", new Command.Ping(ID64)),
        Arguments.of("{'type':'\\u0070ing','id':'\\ud83d\\udc4d'}", new Command.Ping("👍")),
        Arguments.of("{'type':'ping','id':' \\u0000'}", new Command.Ping(" \0")),
        Arguments.of(
            "{'type':'ping','room':5,'rooms':[{}],'text':null,'x':[1e400,-0,1.5,true,{}],"
                + "'':{},'__proto__':{'admin':true},'constructor':null,'n':" + "9".repeat(5_000)
                + ",'s':'\\ud800'}",
            new Command.Ping(null)),
        Arguments.of("{'type':'auth','id':'1','token':'t'}", new Command.Auth("1", "t")),
        Arguments.of("{'type':'auth','token':''}", new Command.Auth(null, "")),
        Arguments.of("{'type':'leave','room':'a'}", new Command.Leave(null, "a")),
        Arguments.of("{'type':'leave','room':'0-'}", new Command.Leave(null, "0-")),
        Arguments.of(
            "{'type':'leave','id':'1','room':'" + ROOM64 + "'}", new Command.Leave("1", ROOM64)),
        Arguments.of(
            "{'type':'join','room':'a'}", new Join(null, List.of(new Target("a", null, null, 50)))),
        Arguments.of(
            "{'type':'join','id':'1','room':'a','since':0,'epoch':'','limit':1}",
            new Join("1", List.of(new Target("a", 0L, "", 1)))),
        Arguments.of(
            "{'type':'join','room':'a','since':" + LONG + ",'epoch':'" + ID64 + "','limit':200}",
            new Join(null, List.of(new Target("a", Long.MAX_VALUE, ID64, 200)))),
        Arguments.of(
            "{'type':'join','rooms':{'b':{'since':41,'epoch':'e'},'a':{},'NO ROOM':{'limit':7}}}",
            new Join(
                null,
                List.of(
                    new Target("b", 41L, "e", 50),
                    new Target("a", null, null, 50),
                    new Target("NO ROOM", null, null, 7)))),
        Arguments.of(
            "{'type':'send','room':'a','text':'hi'}",
            new Command.Send(null, "a", "hi", null, null)),
        Arguments.of(
            "{'type':'send','id':'1','room':'a','text':' hi ','key':'" + KEY64
                + "','reply_to':9007199254740993}",
            new Command.Send("1", "a", " hi ", KEY64, 9_007_199_254_740_993L)),
        Arguments.of(
            "{'type':'send','room':'a','text':'hi','key':'aZ09_.:-','user':'mallory','seq':1}",
            new Command.Send(null, "a", "hi", "aZ09_.:-", null)),
        Arguments.of(
            "{'type':'history','room':'a'}", new Command.History(null, "a", null, null, 50)),
        Arguments.of(
            "{'type':'history','id':'1','room':'a','before':0,'limit':200}",
            new Command.History("1", "a", 0L, null, 200)),
        Arguments.of(
            "{'type':'history','room':'a','after':" + LONG + ",'limit':1}",
            new Command.History(null, "a", null, Long.MAX_VALUE, 1)));
  }

  @ParameterizedTest
  @MethodSource("good")
  void aGoodFrameIsItsCommand(String frame, Command command) throws MalformedFrame {
    assertEquals(command, parser.parse(quoted(frame)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "true",
        "5",
        "'{}'",
        "[]",
        "[{'type':'ping','id':'1'}]",
        "{",
        "}",
        "{}}",
        "{'type':'ping','id':'1'",
        "{'type':'ping','id':'1'}{}",
        "{'type':'ping','id':'1'}{'type':'ping','id':'1'}",
        "{'type':'ping','id':'1'} x",
        "{'type':'ping','id':'1'},",
        "{'type':'ping','id':'1'}\0",
        "{'type':'ping','id':'1'}\u00a0",
        "{'type':'ping','id':'1',}",
        "{'type':'ping','id':'1' 'x':1}",
        "{'type':'ping','id':'1','x':01}",
        "{'type':'ping','id':'1','x':+1}",
        "{'type':'ping','id':'1','x':.5}",
        "{'type':'ping','id':'1','x':1.}",
        "{'type':'ping','id':'1','x':NaN}",
        "{'type':'ping','id':'1','x':-Infinity}",
        "{'type':'ping','id':'1','x':True}",
        "{'type':'ping','id':'1','x':undefined}",
        "{'type':'ping','id':'1','x':'\\x41'}",
        "{'type':'ping','id':'1','x':'\\u00g0'}",
        "{'type':'ping','id':'1','x':'a\nb'}",
        "{'type':'ping','id':'1','x':'a\0b'}",
        "{'type':'ping','id':'1','x':[1,]}",
        "{'type':'ping','id':'1'/**/}",
        "{type:'ping','id':'1'}",
        "\ufeff{'type':'ping','id':'1'}",
        "{'type':'ping','id':'1','x':`1`}",
      })
  void whatIsNotOneJsonObjectIsABadRequestWithoutId(String frame) {
    assertRefused(parser, quoted(frame), null, null, ErrorCode.BAD_REQUEST);
  }

  @Test
  void apostrophesAreNoQuotes() {
    assertRefused(parser, "{'type':'ping'}", null, null, ErrorCode.BAD_REQUEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'ping','id':''}",
        "{'type':'ping','id':null}",
        "{'type':'ping','id':1}",
        "{'type':'ping','id':['1']}",
        "{'type':'ping','id':{'id':'1'}}",
        "{'type':'ping','id':'\\ud800'}",
        "{'type':'ping','id':'\\udc4d\\ud83d'}",
        "{'type':'ping','id':'a','id':'b'}",
        "{'type':'nonsense','id':false}",
      })
  void anErrorAboutABadIdCarriesNone(String frame) {
    assertRefused(parser, quoted(frame), null, null, ErrorCode.BAD_REQUEST);
  }

  @Test
  void anIdOfMoreThan64CodePointsIsBad() {
    String frame = "{'type':'ping','id':'" + ID64 + "a'}";
    assertRefused(parser, quoted(frame), null, null, ErrorCode.BAD_REQUEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id':'1'}",
        "{'type':null,'id':'1'}",
        "{'type':5,'id':'1'}",
        "{'type':['ping'],'id':'1'}",
        "{'type':'','id':'1'}",
        "{'type':'Ping','id':'1'}",
        "{'type':'ping ','id':'1'}",
        "{'type':'edit','id':'1'}",
        "{'type':'hello','id':'1'}",
        "{'type':'ping','type':'ping','id':'1'}",
        "{'x':{'a':1,'a':2},'type':'ping','id':'1'}",
        "{'x':[[{'a':1,'\\u0061':2}]],'type':'ping','id':'1'}",
        "{'__proto__':1,'__proto__':1,'type':'ping','id':'1'}",
        "{'type':'auth','id':'1'}",
        "{'type':'auth','token':null,'id':'1'}",
        "{'type':'auth','token':1,'id':'1'}",
        "{'type':'join','id':'1'}",
        "{'type':'join','room':null,'id':'1'}",
        "{'type':'join','room':1,'id':'1'}",
        "{'type':'join','room':['a'],'id':'1'}",
        "{'type':'join','rooms':{},'id':'1'}",
        "{'type':'join','rooms':null,'id':'1'}",
        "{'type':'join','rooms':['a'],'id':'1'}",
        "{'type':'join','rooms':'a','id':'1'}",
        "{'type':'join','rooms':{'a':null},'id':'1'}",
        "{'type':'join','rooms':{'a':41},'id':'1'}",
        "{'type':'join','rooms':{'a':[]},'id':'1'}",
        "{'type':'join','rooms':{'a':{'since':-1}},'id':'1'}",
        "{'type':'join','rooms':{'a':{'limit':0}},'id':'1'}",
        "{'type':'join','rooms':{'a':{},'a':{}},'id':'1'}",
        "{'type':'join','rooms':{'\\ud800':{}},'id':'1'}",
        "{'type':'join','rooms':{'a\\u0000':{}},'id':'1'}",
        "{'type':'join','rooms':{'a':{}},'room':null,'id':'1'}",
        "{'type':'leave','id':'1'}",
        "{'type':'leave','room':{},'id':'1'}",
        "{'type':'send','text':'hi','id':'1'}",
        "{'type':'send','room':1,'text':'hi','id':'1'}",
        "{'type':'send','room':'NO ROOM','id':'1'}",
        "{'type':'history','id':'1'}",
      })
  void aFaultAnywhereInJsonWithAGoodIdCarriesTheId(String frame) {
    assertRefused(parser, quoted(frame), "1", null, ErrorCode.BAD_REQUEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'type':'shout'",
        "'type':'send'",
        "'type':'send','text':null",
        "'type':'send','text':5",
        "'type':'send','text':['hi']",
        "'type':'send','text':{'hi':1}",
        "'type':'send','text':''",
        "'type':'send','text':' \\t\\r\\n'",
        "'type':'send','text':'\\u0085\\u00a0\\u1680\\u2000\\u2028\\u2029\\u202f\\u205f\\u3000'",
        "'type':'send','text':'\\u200b'",
        "'type':'send','text':'\\u200b \\u200c\\u200d\\u2060\\ufeff\\u00ad\\u180e'",
        "'type':'send','text':'\\udb40\\udc41'",
        "'type':'send','text':'a\\u0000b'",
        "'type':'send','text':'a\\ud800b'",
        "'type':'send','text':'a\\udc4d'",
        "'type':'send','text':'\\ud83d\\ud83d\\udc4d'",
        "'type':'send','text':'hi','key':null",
        "'type':'send','text':'hi','key':''",
        "'type':'send','text':'hi','key':5",
        "'type':'send','text':'hi','key':'a b'",
        "'type':'send','text':'hi','key':'a/b'",
        "'type':'send','text':'hi','key':'é'",
        "'type':'send','text':'hi','reply_to':null",
        "'type':'send','text':'hi','reply_to':'5'",
        "'type':'send','text':'hi','reply_to':-1",
        "'type':'send','text':'hi','reply_to':-0",
        "'type':'send','text':'hi','reply_to':1.5",
        "'type':'send','text':'hi','reply_to':5.0",
        "'type':'send','text':'hi','reply_to':1e2",
        "'type':'send','text':'hi','reply_to':1e400",
        "'type':'send','text':'hi','reply_to':9223372036854775808",
        "'type':'send','text':'hi','reply_to':99999999999999999999999",
        "'type':'send','text':'hi','reply_to':true",
        "'type':'send','text':'hi','reply_to':[5]",
        "'type':'join','since':-1",
        "'type':'join','since':null",
        "'type':'join','since':'5'",
        "'type':'join','since':1.0",
        "'type':'join','since':9223372036854775808",
        "'type':'join','epoch':null",
        "'type':'join','epoch':5",
        "'type':'join','epoch':'\\ud800'",
        "'type':'join','epoch':'\\u0000'",
        "'type':'join','limit':0",
        "'type':'join','limit':201",
        "'type':'join','limit':-1",
        "'type':'join','limit':4294967297",
        "'type':'join','limit':null",
        "'type':'join','limit':'50'",
        "'type':'join','limit':50.0",
        "'type':'join','rooms':{'a':{}}",
        "'type':'history','limit':0",
        "'type':'history','limit':201",
        "'type':'history','limit':1000000000",
        "'type':'history','before':-1",
        "'type':'history','before':null",
        "'type':'history','after':'5'",
        "'type':'history','after':1e0",
        "'type':'history','before':5,'after':5",
      })
  void aFaultInAFrameAboutARoomCarriesTheRoom(String fields) {
    String frame = quoted("{" + fields + ",'room':'a','id':'1'}");
    assertRefused(parser, frame, "1", "a", ErrorCode.BAD_REQUEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A",
        "-a",
        "a_b",
        "../a",
        "a b",
        "a\\u0000",
        "\\ud800",
        "é",
        "a\\n",
        "' or 1=1--",
        "%"
      })
  void aRoomThatCannotExistIsNotFound(String room) {
    for (String fields : List.of(
        "\"type\":\"join\"",
        "\"type\":\"leave\"",
        "\"type\":\"history\"",
        "\"type\":\"send\",\"text\":\"hi\"")) {
      String frame = "{" + fields + ",\"id\":\"1\",\"room\":\"" + room + "\"}";
      assertRefused(parser, frame, "1", null, ErrorCode.NOT_FOUND);
    }
  }

  @Test
  void ofManyRoomsOneThatCannotExistIsToldApart() throws MalformedFrame {
    Join join = (Join) parser.parse(quoted("{'type':'join','rooms':{'A':{},'a':{}}}"));
    assertFalse(join.targets().get(0).possible());
    assertTrue(join.targets().get(1).possible());
  }

  @Test
  void theAnswerNeverRepeatsWhatWasSent() {
    MalformedFrame refused = assertThrows(
        MalformedFrame.class,
        () -> parser.parse(quoted(
            "{'type':'XSECRETX','id':'1','room':'XSECRETX','text':'XSECRETX','XSECRETX':0}")));
    assertFalse(String.valueOf(refused.getMessage()).contains("XSECRETX"));
    assertEquals(0, refused.getStackTrace().length);
    Push.Error answer = refused.answer();
    assertEquals(new Push.Error("1", null, ErrorCode.BAD_REQUEST, answer.message(), 0), answer);
    assertEquals(refused.getMessage(), answer.message());
  }

  @Test
  void aTokenIsNotShown() throws MalformedFrame {
    Command auth = parser.parse(quoted("{'type':'auth','token':'XSECRETX'}"));
    assertFalse(auth.toString().contains("XSECRETX"));
  }

  static void assertRefused(
      CommandParser parser,
      String frame,
      @Nullable String id,
      @Nullable String room,
      ErrorCode code) {
    MalformedFrame refused = assertThrows(MalformedFrame.class, () -> parser.parse(frame));
    assertEquals(code, refused.code(), refused.getMessage());
    if (id == null) {
      assertNull(refused.id());
    }
    assertEquals(id, refused.id());
    assertEquals(room, refused.room());
  }

  static String quoted(String frame) {
    return frame.replace('\'', '"');
  }
}
