package dev.hubbub.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hubbub.testing.Loops;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What all {@link Channels} do while their link holds. */
public abstract class ChannelsContract {
  private final String channel = "chats-" + UUID.randomUUID();
  private final String other = "other-" + UUID.randomUUID();

  /** A further listener on the same medium: on the same instance as the others, or on another. */
  protected abstract Channels attach(Channels.Listener listener);

  /** Subscribes, and waits until it holds. */
  protected static void subscribe(Channels channels, String channel) {
    var unused = Loops.await(channels.subscribe(channel).map("done"), Duration.ofSeconds(10));
  }

  @Test
  void aTextReachesAllListenersOnceTheSpeakerToo() {
    List<ChannelEar> ears = List.of(new ChannelEar(), new ChannelEar(), new ChannelEar());
    List<Channels> all = ears.stream().map(this::attach).toList();
    all.forEach(one -> subscribe(one, channel));
    all.get(0).publish(channel, "user1:hello");
    ears.forEach(ear -> ear.expect(channel, "user1:hello"));
    all.get(1).publish(channel, "user2:hello");
    ears.forEach(ear -> ear.expect(channel, "user2:hello"));
  }

  @Test
  void theSameTextTwiceIsHeardTwice() {
    ChannelEar ear = new ChannelEar();
    Channels channels = attach(ear);
    subscribe(channels, channel);
    channels.publish(channel, "again");
    channels.publish(channel, "again");
    channels.publish(channel, "end");
    ear.expect(channel, "again");
    ear.expect(channel, "again");
    ear.expect(channel, "end");
  }

  @Test
  void aTextArrivesCharacterForCharacter() {
    ChannelEar ear = new ChannelEar();
    Channels channels = attach(ear);
    subscribe(channels, channel);
    for (String text : List.of("", " ", "{\"a\":\"b\"}", "line\r\nline", "user1:👋 ä \u0000 é:")) {
      channels.publish(channel, text);
      ear.expect(channel, text);
    }
  }

  @Test
  void aChannelThatIsNotSubscribedIsNotHeard() {
    ChannelEar ear = new ChannelEar();
    Channels channels = attach(ear);
    subscribe(channels, channel);
    channels.publish(other, "unheard");
    channels.publish(channel, "heard");
    ear.expect(channel, "heard");
  }

  @Test
  void allListenersHearOneOrder() {
    List<ChannelEar> ears = List.of(new ChannelEar(), new ChannelEar());
    List<Channels> all = ears.stream().map(this::attach).toList();
    all.forEach(one -> subscribe(one, channel));
    for (int i = 0; i < 200; i++) {
      all.get(i % 2).publish(channel, "text " + i);
    }
    List<List<String>> heard = new ArrayList<>();
    for (ChannelEar ear : ears) {
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        texts.add(ear.next());
      }
      heard.add(texts);
    }
    assertEquals(heard.get(0), heard.get(1));
    assertEquals(200, heard.get(0).stream().distinct().count());
  }
}
