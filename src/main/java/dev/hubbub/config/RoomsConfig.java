package dev.hubbub.config;

import java.util.List;

/**
 * The rooms that are always there ({@code rooms}); each {@code {id, name, topic, newcomers}}. By default {@code
 * general}, with every newcomer in it.
 *
 * @param kept public rooms without an owner, which never end
 */
public record RoomsConfig(List<Kept> kept) {
  /**
   * One such room.
   *
   * @param newcomers whether every new account becomes a member
   */
  public record Kept(String id, String name, String topic, boolean newcomers) {}
}
