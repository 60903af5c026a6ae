package dev.hubbub.room;

class LocalChannelsTest extends ChannelsContract {
  private final LocalChannels.Medium medium = new LocalChannels.Medium();

  @Override
  protected Channels attach(Channels.Listener listener) {
    return new LocalChannels(medium, Runnable::run, listener);
  }
}
