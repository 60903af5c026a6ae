package dev.hubbub.redis;

import dev.hubbub.room.Channels;
import dev.hubbub.room.ChannelsContract;
import dev.hubbub.testing.TestServices;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;

/** The listeners are on two instances by turns. */
class RedisChannelsTest extends ChannelsContract {
  private final String prefix = "test-" + UUID.randomUUID() + ":";
  private final List<Instance> instances = new ArrayList<>();
  private int listeners;

  @Override
  protected Channels attach(Channels.Listener listener) {
    int number = listeners++ % 2;
    if (number == instances.size()) {
      instances.add(Instance.start(Instance.config(TestServices.redis(), prefix)));
    }
    return instances.get(number).channels(listener);
  }

  @AfterEach
  void end() {
    instances.forEach(Instance::close);
  }
}
