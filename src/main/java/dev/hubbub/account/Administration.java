package dev.hubbub.account;

import dev.hubbub.room.Accounts;
import dev.hubbub.room.Ended;
import dev.hubbub.room.Ended.Shut;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Names;
import dev.hubbub.room.People;
import dev.hubbub.room.Policy;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Rooms.Slice;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What administrators of the server do about accounts ({@code /admin/users}). Whether somebody is one is asked of the
 * store each time. Any thread may use it; every future may fail with a {@link Refusal}, {@code FORBIDDEN} for all who
 * are none.
 */
public final class Administration {
  private final Accounts accounts;
  private final People people;
  private final Revocations revocations;
  private final Departures departures;

  /**
   * The accounts as an administrator sees them.
   *
   * @param departures finishes what the end of an account begins
   */
  public Administration(
      Accounts accounts, People people, Revocations revocations, Departures departures) {
    this.accounts = accounts;
    this.people = people;
    this.revocations = revocations;
    this.departures = departures;
  }

  /** The accounts whose username or name holds {@code text} (all where it is empty), without regard to case, by username. */
  public Future<Slice<Profile>> list(
      User administrator, String text, @Nullable String cursor, int limit) {
    return permitted(administrator)
        .compose(may -> people.search(text, cursor, limit))
        .map(Profile::of);
  }

  /**
   * Shuts somebody out, or lets them in again. Who is shut out loses all logins and sessions: here at once and soon
   * everywhere.
   *
   * @return the account as it is then; {@code NOT_FOUND} where there is none of that name, {@code CONFLICT} for oneself
   */
  public Future<Profile> setDisabled(User administrator, String username, boolean disabled) {
    return permitted(administrator).compose(may -> profile(username)).compose(found -> {
      User user = found.user();
      if (user.id() == administrator.id()) {
        return Future.failedFuture(
            new Refusal(ErrorCode.CONFLICT, "You cannot shut yourself out, nor let yourself in."));
      }
      return people.setDisabled(user, disabled).compose(over -> {
        if (disabled) {
          revocations.announce(new Ended(over, List.of(new Shut(user.id(), true))));
        }
        return profile(username);
      });
    });
  }

  /**
   * Ends somebody's account for ever, and erases what it said, as {@link Profiles#end} does for its owner.
   *
   * @return {@code NOT_FOUND} where there is none of that name, {@code CONFLICT} for oneself
   */
  public Future<Void> erase(User administrator, String username) {
    return permitted(administrator).compose(may -> profile(username)).compose(found -> {
      User user = found.user();
      if (user.id() == administrator.id()) {
        return Future.failedFuture(
            new Refusal(ErrorCode.CONFLICT, "Your own account you end at /me."));
      }
      return people.end(user).compose(over -> {
        revocations.announce(new Ended(over, List.of(new Shut(user.id(), false))));
        return departures.finish(user);
      });
    });
  }

  /** Fails with {@code FORBIDDEN} for all who are no administrators. */
  public Future<Void> permitted(User user) {
    return accounts.find(user.username()).compose(found -> {
      boolean administrator = found
          .filter(account -> account.user().id() == user.id() && account.administrator())
          .filter(account -> !account.disabled())
          .isPresent();
      return Policy.refusesOperation(administrator)
          .<Future<Void>>map(Future::failedFuture)
          .orElseGet(Future::succeededFuture);
    });
  }

  private Future<Profile> profile(String username) {
    Future<Optional<Accounts.Account>> found = Names.isUsername(username)
        ? accounts.find(username)
        : Future.succeededFuture(Optional.empty());
    return found.compose(account -> account
        .map(there -> Future.succeededFuture(Profile.of(there)))
        .orElseGet(() -> Future.failedFuture(Refusal.notFound())));
  }
}
