package dev.hubbub.account;

import dev.hubbub.room.Accounts.Account;
import dev.hubbub.room.Rooms.Slice;
import dev.hubbub.room.User;

/**
 * An account as it may be shown; of the password it knows only whether there is one.
 *
 * @param name how they like to be called
 * @param guest whether it is a throw-away account
 * @param password whether it has one
 * @param disabled whether an administrator has shut them out
 * @param administrator whether they look after the server
 * @param receipts whether they show how far they have read, and see how far others have
 * @param createdAt milliseconds since 1970, UTC
 */
public record Profile(
    User user,
    String name,
    boolean guest,
    boolean password,
    boolean disabled,
    boolean administrator,
    boolean receipts,
    long createdAt) {
  /** What may be shown of an account. */
  static Profile of(Account account) {
    return new Profile(
        account.user(),
        account.name(),
        account.guest(),
        account.passwordHash() != null,
        account.disabled(),
        account.administrator(),
        account.receipts(),
        account.createdAt());
  }

  /** What may be shown of a page of accounts. */
  static Slice<Profile> of(Slice<Account> accounts) {
    return new Slice<>(accounts.items().stream().map(Profile::of).toList(), accounts.cursor());
  }
}
