package dev.hubbub.redis;

import dev.hubbub.room.Attending;
import dev.hubbub.room.Broker;
import dev.hubbub.room.Ended;
import dev.hubbub.room.Event;
import dev.hubbub.room.Journey;
import dev.hubbub.room.Signal;
import dev.hubbub.room.Spent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the bridge tells a {@link Broker.Listener} on another verticle. */
sealed interface Notice {
  /** Where every listener hears what concerns all of them. */
  String ADDRESS = "hubbub.redis.notices";

  /** Calls the method of {@code listener} that this is for. */
  void tell(Broker.Listener listener);

  record Heard(Event event, @Nullable String epoch) implements Notice {
    @Override
    public void tell(Broker.Listener listener) {
      listener.heard(event, epoch);
    }
  }

  record HeardSignal(Signal signal) implements Notice {
    @Override
    public void tell(Broker.Listener listener) {
      listener.heard(signal);
    }
  }

  record Interrupted() implements Notice {
    @Override
    public void tell(Broker.Listener listener) {
      listener.interrupted();
    }
  }

  record Shut(Ended ended) implements Notice {
    @Override
    public void tell(Broker.Listener listener) {
      listener.ended(ended);
    }
  }

  record Present(Attending attending) implements Notice {
    @Override
    public void tell(Broker.Listener listener) {
      listener.attending(attending);
    }
  }

  record Renewed(String user) implements Notice {
    @Override
    public void tell(Broker.Listener listener) {
      listener.renewed(user);
    }
  }

  record Inquired(Journey.Inquiry inquiry) implements Notice {
    @Override
    public void tell(Broker.Listener listener) {
      listener.inquired(inquiry);
    }
  }

  record Answered(String inquiry, Journey journey) implements Notice {
    @Override
    public void tell(Broker.Listener listener) {
      listener.answered(inquiry, journey);
    }
  }

  record Used(List<Spent> spent) implements Notice {
    @Override
    public void tell(Broker.Listener listener) {
      listener.spent(spent);
    }
  }
}
