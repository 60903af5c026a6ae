package dev.hubbub.hub;

/**
 * What is known of somebody is to be asked anew: the rooms they are a member of, and what they show of themselves.
 *
 * @param user a username
 */
public record Renewed(String user) {
  /** Where the gateway's event loops hear it. */
  public static final String ADDRESS = "members.renewed";
}
