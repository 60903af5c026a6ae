package dev.hubbub.account;

import dev.hubbub.config.RoomsConfig;
import dev.hubbub.room.Accounts;
import dev.hubbub.room.Accounts.Account;
import dev.hubbub.room.Accounts.NewAccount;
import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes accounts, and makes them members of the rooms that newcomers are in. Any thread may use it. */
public final class Newcomers {
  private static final Logger log = LoggerFactory.getLogger(Newcomers.class);

  private final Accounts accounts;
  private final List<String> rooms;
  private final Function<Draft, Future<Appended>> append;

  /**
   * A door for newcomers.
   *
   * @param append commits an event and has it delivered
   */
  public Newcomers(Accounts accounts, RoomsConfig rooms, Function<Draft, Future<Appended>> append) {
    this.accounts = accounts;
    this.rooms = rooms.kept().stream()
        .filter(RoomsConfig.Kept::newcomers)
        .map(RoomsConfig.Kept::id)
        .toList();
    this.append = append;
  }

  /**
   * Makes an account.
   *
   * @return the account, once it is in its rooms; {@code CONFLICT} where the name is taken, {@code UNAVAILABLE} where it
   *     was made but a room could not be joined
   */
  Future<Account> admit(NewAccount newcomer) {
    return accounts.create(newcomer).compose(account -> {
      List<Future<Appended>> joins = rooms.stream()
          .map(room -> append.apply(new Draft.Join(room, account.user())))
          .toList();
      return Future.join(joins).map(account).recover(cause -> Future.failedFuture(unjoined(cause)));
    });
  }

  private static Refusal unjoined(Throwable cause) {
    log.warn("A newcomer could not join a room: {}", cause.toString());
    return new Refusal(
        ErrorCode.UNAVAILABLE,
        "The account was made, but the store went away before all was done; log in with it.",
        1_000);
  }
}
