package dev.hubbub.room;

class LocalBrokerTest extends BrokerContract {
  private final LocalBroker.Medium medium = new LocalBroker.Medium();

  @Override
  protected Broker attach(Broker.Listener listener) {
    return new LocalBroker(medium, Runnable::run, listener);
  }
}
