package dev.hubbub.redis;

import dev.hubbub.room.Broker;
import dev.hubbub.room.BrokerContract;
import dev.hubbub.testing.TestServices;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;

class RedisBrokerTest extends BrokerContract {
  private final String prefix = "test-" + UUID.randomUUID() + ":";
  private final List<Instance> instances = new ArrayList<>();

  @Override
  protected Broker attach(Broker.Listener listener) {
    Instance instance = Instance.start(Instance.config(TestServices.redis(), prefix));
    instances.add(instance);
    return instance.broker(listener);
  }

  @AfterEach
  void end() {
    instances.forEach(Instance::close);
  }
}
