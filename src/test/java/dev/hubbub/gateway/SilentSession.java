package dev.hubbub.gateway;

import dev.hubbub.account.Identity;
import dev.hubbub.protocol.CloseCode;
import dev.hubbub.protocol.Push;
import dev.hubbub.room.User;
import org.jspecify.annotations.Nullable;

/** A session that writes nothing and never ends. */
abstract class SilentSession implements Session {
  @Override
  public String id() {
    return "s";
  }

  @Override
  public long began() {
    return 0;
  }

  @Override
  public @Nullable Identity identity() {
    return null;
  }

  @Override
  public User user() {
    return new User(1, "ann");
  }

  @Override
  public boolean isEnded() {
    return false;
  }

  @Override
  public void push(Batch batch) {}

  @Override
  public void signal(byte[] frame) {}

  @Override
  public void tell(Push push) {}

  @Override
  public void refuse(
      String action, @Nullable String replyTo, @Nullable String room, Throwable why) {}

  @Override
  public void restart(String room) {}

  @Override
  public void tend(long now, long wallClockMs) {}

  @Override
  public void leave(long reconnectMs) {}

  @Override
  public void close(CloseCode code) {}

  @Override
  public void end(CloseCode code) {}
}
