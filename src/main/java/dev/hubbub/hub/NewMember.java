package dev.hubbub.hub;

/**
 * Somebody became a member of a room: their sessions are to hear of it from now on.
 *
 * @param user a username
 */
public record NewMember(String room, String user) {
  /** Where the gateway's event loops hear it. */
  public static final String ADDRESS = "members.new";
}
