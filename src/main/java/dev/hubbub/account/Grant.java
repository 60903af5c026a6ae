package dev.hubbub.account;

import dev.hubbub.room.User;

/**
 * What somebody gets who has shown who they are. {@link #toString()} shows no token.
 *
 * @param name how they like to be called
 * @param expiresIn seconds until the access token ends
 */
public record Grant(
    User user, String name, String accessToken, long expiresIn, String refreshToken) {
  @Override
  public String toString() {
    return "Grant[user=" + user.username() + "]";
  }
}
