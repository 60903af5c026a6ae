package dev.hubbub.room;

import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who there is, and the logins they hold. Knows no password and no token, only what is left of them after hashing.
 * Every method may fail with a {@link Refusal}.
 */
public interface Accounts {
  /**
   * Makes an account. It is in no room yet: whoever asks then hands in a {@link Draft.Join} for each room that newcomers
   * are in, the way every other join goes, so that all who follow the room see it.
   *
   * @return the account; {@code CONFLICT} where the name is taken, without regard to case
   */
  Future<Account> create(NewAccount account);

  /** The account of that name, without regard to case, unless it has ended. */
  Future<Optional<Account>> find(String username);

  /** Keeps a new login of an account; {@code UNAUTHORIZED} where that is shut out or has ended meanwhile. */
  Future<Void> startLogin(NewLogin login);

  /**
   * Exchanges one refresh token for another, both known by their SHA-256 in hex. A token that was exchanged before ends its
   * login: somebody has a copy. But who asks for the same exchange again within a minute gets the same answer, while the
   * new token has not been exchanged itself.
   *
   * @param otherHash of the token that another instance may have given for the old one, before; {@code newHash} where
   *     there is no other
   * @param expiresAt when the new token ends, milliseconds since 1970, UTC
   * @param agent what the client calls itself now; absent to keep what it called itself before
   * @return {@code UNAUTHORIZED} for a token that is unknown, over or used before; {@link Reused} where this has ended a
   *     login
   */
  Future<Exchange> rotate(
      String oldHash, String newHash, String otherHash, long expiresAt, @Nullable String agent);

  /** Ends a login: its refresh tokens are worth nothing from here on. One that is over already is left as it is. */
  Future<Void> endLogin(String login);

  /**
   * The logins ended, and the accounts shut out or ended that are so still, within the last {@code windowMs} milliseconds
   * by the store's clock. Asked again and again with overlapping windows it misses none.
   */
  Future<Ended> ended(long windowMs);

  /**
   * An account to be made.
   *
   * @param passwordHash in the PHC string format; absent for guests
   */
  record NewAccount(String username, String name, @Nullable String passwordHash, boolean guest) {}

  /**
   * Somebody's account.
   *
   * @param name how they like to be called
   * @param disabled whether an administrator has shut them out
   * @param administrator whether they look after the server
   * @param receipts whether they show how far they have read, and see how far others have
   * @param createdAt milliseconds since 1970, UTC
   */
  record Account(
      User user,
      String name,
      @Nullable String passwordHash,
      boolean guest,
      boolean disabled,
      boolean administrator,
      boolean receipts,
      long createdAt) {}

  /**
   * A login to be kept.
   *
   * @param id a random id that access tokens carry as {@code sid}
   * @param refreshHash SHA-256, in hex, of the first refresh token
   * @param expiresAt when that token ends, milliseconds since 1970, UTC
   * @param agent what the client calls itself
   */
  record NewLogin(
      String id, User user, String refreshHash, long expiresAt, @Nullable String agent) {
    /** A login of a client that does not say what it is. */
    public NewLogin(String id, User user, String refreshHash, long expiresAt) {
      this(id, user, refreshHash, expiresAt, null);
    }
  }

  /**
   * What came of an exchange.
   *
   * @param login the login that both tokens belong to
   * @param newHash which token it goes on with
   */
  record Exchange(Login login, String newHash) {}

  /** That a refresh token was exchanged before, which has ended its login: somebody has a copy. */
  final class Reused extends Refusal {
    private static final long serialVersionUID = 1L;

    private final String username;

    /** One of a login of {@code username}. */
    public Reused(String username) {
      super(ErrorCode.UNAUTHORIZED, "This refresh token is not valid.");
      this.username = username;
    }

    /** Whose login has ended. */
    public String username() {
      return username;
    }
  }

  /** A login and whose it is. */
  record Login(String id, Account account) {}
}
