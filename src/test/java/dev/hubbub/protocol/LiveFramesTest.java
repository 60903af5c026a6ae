package dev.hubbub.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Event;
import dev.hubbub.room.Role;
import dev.hubbub.room.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes of messages, signals and who is there. Single quotes stand for double ones. */
class LiveFramesTest {
  private final CommandParser parser = new CommandParser(CommandParserTest.LIMITS);

  static Stream<Arguments> commands() {
    return Stream.of(
        Arguments.of(
            "{'type':'edit','id':'1','room':'a','target':7,'text':'b','key':'k'}",
            new Command.Edit("1", "a", 7, "b", "k")),
        Arguments.of(
            "{'type':'delete','room':'a','target':7}", new Command.Delete(null, "a", 7, null)),
        Arguments.of(
            "{'type':'react','room':'a','target':7,'emoji':'👍','on':true}",
            new Command.React(null, "a", 7, "👍", true, null)),
        Arguments.of(
            "{'type':'react','room':'a','target':7,'emoji':':+1:','on':false,'key':'k'}",
            new Command.React(null, "a", 7, ":+1:", false, "k")),
        Arguments.of("{'type':'read','room':'a','seq':0}", new Command.Read(null, "a", 0)),
        Arguments.of("{'type':'typing','room':'a','on':true}", new Command.Typing(null, "a", true)),
        Arguments.of("{'type':'presence','state':'away'}", new Command.Presence(null, true)),
        Arguments.of("{'type':'presence','state':'online'}", new Command.Presence(null, false)),
        Arguments.of("{'type':'who','id':'2','room':'a'}", new Command.Who("2", "a")));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aGoodFrameIsItsCommand(String frame, Command command) throws MalformedFrame {
    assertEquals(command, parser.parse(frame.replace('\'', '"')));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'type':'edit','text':'b'",
        "'type':'edit','target':'7','text':'b'",
        "'type':'edit','target':-1,'text':'b'",
        "'type':'edit','target':7",
        "'type':'edit','target':7,'text':' '",
        "'type':'edit','target':7,'text':'b','key':'no key'",
        "'type':'delete'",
        "'type':'delete','target':null",
        "'type':'react','target':7,'emoji':'👍'",
        "'type':'react','target':7,'on':true",
        "'type':'react','target':7,'emoji':'a','on':true",
        "'type':'react','target':7,'emoji':'👍','on':'true'",
        "'type':'react','target':7,'emoji':'👍','on':1",
        "'type':'read'",
        "'type':'read','seq':1.5",
        "'type':'typing'",
        "'type':'typing','on':null",
      })
  void aFaultyFieldIsABadRequestAboutTheRoom(String fields) {
    MalformedFrame refused = assertThrows(
        MalformedFrame.class,
        () -> parser.parse("{'id':'i','room':'a',%s}".formatted(fields).replace('\'', '"')));
    assertEquals(ErrorCode.BAD_REQUEST, refused.code());
    assertEquals("i", refused.id());
    assertEquals("a", refused.room());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'type':'presence'}", "{'type':'presence','state':'offline'}"})
  void nobodySaysThemselvesOffline(String frame) {
    MalformedFrame refused =
        assertThrows(MalformedFrame.class, () -> parser.parse(frame.replace('\'', '"')));
    assertEquals(ErrorCode.BAD_REQUEST, refused.code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "👍",
        "👍🏽",
        "👨‍👩‍👧‍👦",
        "🏳️‍🌈",
        "🇩🇪",
        "❤️",
        "❤",
        "1️⃣",
        "‼️",
        ":+1:",
        ":party_parrot:",
        ":aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:"
      })
  void oneEmojiOrANameIsReactedWith(String emoji) {
    assertTrue(Syntax.isEmoji(emoji));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "ab",
        "1",
        " ",
        "👍👍",
        "🇩🇪🇫🇷",
        "👍a",
        "e\u0301",
        "a\uFE0F",
        "\uD83D",
        ":",
        "::",
        ":A:",
        ":a b:",
        ":a",
        ":aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:",
        "<b>"
      })
  void nothingElseIsReactedWith(String emoji) {
    assertFalse(Syntax.isEmoji(emoji));
  }

  @Test
  void aFlagOfTagsThatIsLongerThan32BytesIsTooLong() {
    String flag = "🏴󠁧󠁢󠁥󠁮󠁧󠁿";
    assertTrue(Syntax.isEmoji(flag));
    assertFalse(Syntax.isEmoji(flag.replace("󠁿", "󠁧󠁢󠁿")));
  }

  static Stream<Arguments> pushes() {
    Map<String, State> states = new LinkedHashMap<>();
    states.put("bob", State.ONLINE);
    states.put("eve", State.AWAY);
    return Stream.of(
        Arguments.of(
            new Push.Receipt("r", "bob", 7), "{'type':'receipt','room':'r','user':'bob','seq':7}"),
        Arguments.of(
            new Push.Typing("r", "bob", true),
            "{'type':'typing','room':'r','user':'bob','on':true}"),
        Arguments.of(
            new Push.Presence("bob", State.OFFLINE, 9L),
            "{'type':'presence','user':'bob','state':'offline','last_seen':9}"),
        Arguments.of(
            new Push.Presence("bob", State.ONLINE, null),
            "{'type':'presence','user':'bob','state':'online'}"),
        Arguments.of(
            new Push.States(states), "{'type':'presence','states':{'bob':'online','eve':'away'}}"),
        Arguments.of(
            new Push.Inbox("r", 3, 1, 12),
            "{'type':'inbox','room':'r','unread':3,'mentioned':1,'seq':12}"),
        Arguments.of(
            new Push.Who(
                "w",
                "r",
                List.of(
                    new Push.Who.Present("bob", "Bob", Role.OWNER, State.ONLINE, null, 4L),
                    new Push.Who.Present("eve", "Eve", Role.MEMBER, State.OFFLINE, 9L, null))),
            "{'type':'who','id':'w','room':'r','users':["
                + "{'user':'bob','name':'Bob','role':'owner','state':'online','read':4},"
                + "{'user':'eve','name':'Eve','role':'member','state':'offline','last_seen':9}]}"));
  }

  @ParameterizedTest
  @MethodSource("pushes")
  void aPushIsItsFrame(Push push, String frame) {
    assertEquals(frame.replace('\'', '"'), new String(PushJson.encode(push), UTF_8));
  }

  static Stream<Arguments> events() {
    Map<String, List<String>> reactions = new LinkedHashMap<>();
    reactions.put("👍", List.of("bob", "eve"));
    return Stream.of(
        Arguments.of(
            new Event.Edit("r", 3, 9, "al", "k", 2, "new", List.of("bob")),
            "{'type':'edit','room':'r','seq':3,'ts':9,'from':'al','key':'k','target':2,"
                + "'text':'new','mentions':['bob']}"),
        Arguments.of(
            new Event.Edit("r", 3, 9, "al", null, 2, null, List.of()),
            "{'type':'edit','room':'r','seq':3,'ts':9,'from':'al','target':2,'deleted':true}"),
        Arguments.of(
            new Event.Delete("r", 3, 9, "al", null, 2),
            "{'type':'delete','room':'r','seq':3,'ts':9,'from':'al','target':2}"),
        Arguments.of(
            new Event.Reaction("r", 3, 9, "al", null, 2, "👍", false),
            "{'type':'reaction','room':'r','seq':3,'ts':9,'from':'al','target':2,'emoji':'👍',"
                + "'on':false}"),
        Arguments.of(
            new Event.Message("r", 2, 9, "al", null, null, null),
            "{'type':'message','room':'r','seq':2,'ts':9,'from':'al','deleted':true}"),
        Arguments.of(
            new Event.Message(
                "r",
                2,
                9,
                "al",
                null,
                "hi",
                1L,
                List.of("bob", Event.Message.EVERYBODY),
                new Event.Changed(5L, reactions)),
            "{'type':'message','room':'r','seq':2,'ts':9,'from':'al','text':'hi','reply_to':1,"
                + "'mentions':['bob','@room'],'edited':5,'reactions':{'👍':['bob','eve']}}"));
  }

  @ParameterizedTest
  @MethodSource("events")
  void anEventIsItsFrameAndBack(Event event, String frame) throws MalformedEvent {
    String json = frame.replace('\'', '"');
    assertEquals(json, new String(EventJson.encode(event), UTF_8));
    assertEquals(event, EventJson.decode(json));
  }
}
