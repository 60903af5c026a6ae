package dev.hubbub.room;

import dev.hubbub.room.Accounts.Account;
import dev.hubbub.room.Rooms.Slice;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Those who have accounts: how they are called, where they are logged in, whether they are let in at all. An account that
 * has ended is in no list, and nobody's. Every method may fail with a {@link Refusal}.
 */
public interface People {
  /** The accounts whose username or name holds {@code text} (all where it is empty), by username. */
  Future<Slice<Account>> search(String text, @Nullable String cursor, int limit);

  /** Takes note that the last session of each of some people on an instance ended now. */
  Future<Void> left(Collection<Long> accounts);

  /** Has somebody show how far they have read and see how far others have, or neither. */
  Future<Void> showReceipts(User user, boolean receipts);

  /** Has somebody called {@code name} from now on. */
  Future<Void> rename(User user, String name);

  /**
   * Gives somebody another password and ends their logins but one.
   *
   * @param hash in the PHC string format
   * @param keptLogin the login that goes on; absent for none
   * @return the logins that ended with it
   */
  Future<List<String>> changePassword(User user, String hash, @Nullable String keptLogin);

  /** The logins of somebody that go on, the newest first. */
  Future<Slice<LoginView>> logins(User user, @Nullable String cursor, int limit);

  /** Ends one of somebody's logins; {@code NOT_FOUND} where they have none of that id. */
  Future<Void> endLogin(User user, String login);

  /**
   * Shuts somebody out, or lets them in again. Shutting out ends all their logins. What is so already stays.
   *
   * @return the logins that ended with it
   */
  Future<List<String>> setDisabled(User user, boolean disabled);

  /** Makes somebody an administrator of the server, or one no more. */
  Future<Void> setAdministrator(User user, boolean administrator);

  /**
   * Ends an account: it has no name of its own, no password and no login any more, and its username is never given again.
   * Its rooms and its messages are still there; see {@link #remains} and {@link #erase}.
   *
   * @return the logins that ended with it
   */
  Future<List<String>> end(User user);

  /** What is left of accounts that have ended, a bounded number of them; empty once all is gone. */
  Future<List<Remains>> remains();

  /**
   * Makes tombstones of what an ended account said, in small steps, and notes that nothing of it remains. The rooms are
   * left by {@link Draft.Depart} before.
   */
  Future<Void> erase(User user);

  /**
   * A login as its owner sees it.
   *
   * @param id what it is ended by
   * @param createdAt milliseconds since 1970, UTC
   * @param seenAt when it last had a new token, likewise
   * @param agent what the client called itself last
   */
  record LoginView(String id, long createdAt, long seenAt, @Nullable String agent) {}

  /**
   * An ended account of which something is left.
   *
   * @param rooms the ids of those it is still a member of
   * @param spoken the ids of those it has ever been a member of
   */
  record Remains(User user, List<String> rooms, List<String> spoken) {}
}
