package dev.hubbub.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Event;
import dev.hubbub.room.Role;
import dev.hubbub.room.SharedEvents;
import dev.hubbub.room.Visibility;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PushJsonTest {
  private static final Event HELLO = new Event.Message("r", 2, 9, "alice", null, "hi", null);

  static Stream<Arguments> frames() {
    return Stream.of(
        Arguments.of(
            new Push.Hello("1", "alice", "s", "i", "0.1", 25_000, 4_000, 65_536, 1_000),
            "{'type':'hello','id':'1','user':'alice','session':'s','instance':'i','version':'0.1',"
                + "'heartbeat_ms':25000,'limits':{'text':4000,'frame':65536,'replay':1000}}"),
        Arguments.of(
            new Push.Joined(
                "j",
                "r",
                "e",
                2,
                true,
                new SharedEvents(List.of(HELLO)),
                "R",
                "",
                Visibility.PRIVATE,
                Role.ADMIN,
                3,
                1,
                1),
            "{'type':'joined','id':'j','room':'r','epoch':'e','seq':2,'recovered':true,"
                + "'name':'R','topic':'','visibility':'private','role':'admin','members':3,"
                + "'read':1,'unread':1,'events':["
                + "{'type':'message','room':'r','seq':2,'ts':9,'from':'alice','text':'hi'}]}"),
        Arguments.of(
            new Push.Joined(
                null,
                "r",
                "e",
                0,
                false,
                SharedEvents.NONE,
                "R",
                "t",
                Visibility.PUBLIC,
                Role.OWNER,
                1,
                0,
                0),
            "{'type':'joined','room':'r','epoch':'e','seq':0,'recovered':false,"
                + "'name':'R','topic':'t','visibility':'public','role':'owner','members':1,"
                + "'read':0,'unread':0,'events':[]}"),
        Arguments.of(
            new Push.Ack("1", "r", 2, 9, "k", true),
            "{'type':'ack','id':'1','room':'r','seq':2,'ts':9,'key':'k','duplicate':true}"),
        Arguments.of(
            new Push.Ack(null, "r", 2, 9, null, false), "{'type':'ack','room':'r','seq':2,'ts':9}"),
        Arguments.of(new Push.Ok("1"), "{'type':'ok','id':'1'}"),
        Arguments.of(new Push.Pong("1", 9), "{'type':'pong','id':'1','ts':9}"),
        Arguments.of(new Push.Pong(null, 9), "{'type':'pong','ts':9}"),
        Arguments.of(
            new Push.History("h", "r", List.of(HELLO, HELLO), true),
            "{'type':'history','id':'h','room':'r','events':["
                + "{'type':'message','room':'r','seq':2,'ts':9,'from':'alice','text':'hi'},"
                + "{'type':'message','room':'r','seq':2,'ts':9,'from':'alice','text':'hi'}],"
                + "'more':true}"),
        Arguments.of(
            new Push.Error("1", "r", ErrorCode.RATE_LIMITED, "Slow down.", 250),
            "{'type':'error','id':'1','room':'r','code':'rate_limited','message':'Slow down.',"
                + "'retry_after_ms':250}"),
        Arguments.of(
            new Push.Error(null, null, ErrorCode.NOT_FOUND, "No.", 0),
            "{'type':'error','code':'not_found','message':'No.'}"),
        Arguments.of(
            new Push.Bye(1012, "this instance restarts", 400),
            "{'type':'bye','code':1012,'reason':'this instance restarts','reconnect_ms':400}"));
  }

  @ParameterizedTest
  @MethodSource("frames")
  void everyPushIsTheFrameOfTheProtocol(Push push, String frame) {
    assertEquals(frame.replace('\'', '"'), new String(PushJson.encode(push), UTF_8));
  }

  @Test
  void everyKindOfPushIsInTheTable() {
    Set<Class<?>> told = Stream.concat(frames(), LiveFramesTest.pushes())
        .map(of -> of.get()[0].getClass())
        .collect(Collectors.toSet());
    assertEquals(Set.copyOf(Arrays.asList(Push.class.getPermittedSubclasses())), told);
  }

  @Test
  void anyHistoryIsJsonThatHoldsItsEvents() throws MalformedEvent {
    for (long seed = 0; seed < 200; seed++) {
      Randomly randomly = new Randomly(seed);
      String id = randomly.maybe(() -> randomly.text(64));
      Push.History push = new Push.History(id, "r", randomly.events(20), true);
      JsonObject frame = new JsonObject(new String(PushJson.encode(push), UTF_8));
      assertEquals(id, frame.getString("id"), "seed " + seed);
      JsonArray events = frame.getJsonArray("events");
      assertEquals(push.events().size(), events.size(), "seed " + seed);
      for (int i = 0; i < events.size(); i++) {
        String event = events.getJsonObject(i).encode();
        assertEquals(push.events().get(i), EventJson.decode(event), "seed " + seed);
      }
    }
  }
}
