package dev.hubbub.protocol;

import dev.hubbub.room.Signal;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Signals as the frames of PROTOCOL.md 3.4, for sockets and for Redis. Stateless; any thread. */
public final class SignalJson {
  private static final byte[] TYPING = "{\"type\":\"typing\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] RECEIPT = "{\"type\":\"receipt\"".getBytes(StandardCharsets.US_ASCII);

  private SignalJson() {}

  /** The frame in UTF-8. */
  public static byte[] encode(Signal signal) {
    return PushJson.encode(push(signal));
  }

  /** The frame as it is published to other instances, which tells besides who is to know. */
  public static byte[] published(Signal signal) {
    boolean closed = signal instanceof Signal.Receipt receipt && !receipt.open();
    return Json.bytes(to -> {
      to.writeStartObject();
      PushJson.writeFields(to, push(signal));
      if (closed) {
        to.writeBooleanField("open", false);
      }
      to.writeEndObject();
    });
  }

  private static Push push(Signal signal) {
    if (signal instanceof Signal.Typing typing) {
      return new Push.Typing(typing.room(), typing.user(), typing.on());
    }
    Signal.Receipt receipt = (Signal.Receipt) signal;
    return new Push.Receipt(receipt.room(), receipt.user(), receipt.seq());
  }

  /**
   * The signal in a frame of UTF-8, from whomever it is.
   *
   * @return absent where the frame begins otherwise than {@link #encode} makes it: then it is something else
   * @throws MalformedEvent where it begins so and is none
   */
  public static @Nullable Signal decode(byte[] frame) throws MalformedEvent {
    boolean typing = beginsWith(frame, TYPING);
    if (!typing && !beginsWith(frame, RECEIPT)) {
      return null;
    }
    try {
      JsonObject signal = new JsonObject(new String(frame, StandardCharsets.UTF_8));
      String room = signal.getString("room");
      String user = signal.getString("user");
      Object rest = signal.getValue(typing ? "on" : "seq");
      if (room == null || user == null || rest == null) {
        throw new MalformedEvent("It lacks a field.");
      }
      return typing
          ? new Signal.Typing(room, user, (Boolean) rest)
          : new Signal.Receipt(
              room, user, ((Number) rest).longValue(), signal.getBoolean("open", true));
    } catch (DecodeException | ClassCastException e) {
      throw new MalformedEvent("It is no signal.");
    }
  }

  private static boolean beginsWith(byte[] frame, byte[] start) {
    return frame.length >= start.length
        && Arrays.equals(frame, 0, start.length, start, 0, start.length);
  }
}
