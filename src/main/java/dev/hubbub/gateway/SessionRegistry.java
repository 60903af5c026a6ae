package dev.hubbub.gateway;

import dev.hubbub.account.Authenticator;
import dev.hubbub.account.Identity;
import dev.hubbub.config.LimitsConfig;
import dev.hubbub.protocol.CloseCode;
import dev.hubbub.room.Ended;
import dev.hubbub.room.Ended.Shut;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who is here, on all event loops of this instance: what is needed to bound sessions by user and by address, and to end
 * those of a login or of an account. Thread-safe.
 */
final class SessionRegistry {
  private final LimitsConfig limits;
  private final Map<Long, LinkedHashMap<String, Session>> byUser = new ConcurrentHashMap<>();
  private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();

  SessionRegistry(LimitsConfig limits) {
    this.limits = limits;
  }

  /**
   * Counts a connection from {@code address}.
   *
   * @param free whether the address is not bounded
   * @return whether there is room for it; only then it is to be given back with {@link #disconnected}
   */
  boolean connected(String address, boolean free) {
    int most = limits.sessionsPerAddress();
    boolean[] fits = {false};
    byAddress.compute(address, (key, count) -> {
      int now = count == null ? 0 : count;
      fits[0] = free || most == 0 || now < most;
      return fits[0] ? Integer.valueOf(now + 1) : count;
    });
    if (!fits[0]) {
      return false;
    }
    if (open.incrementAndGet() > limits.sessions() && limits.sessions() > 0) {
      disconnected(address);
      return false;
    }
    return true;
  }

  /** Gives back what {@link #connected} counted. */
  void disconnected(String address) {
    open.decrementAndGet();
    byAddress.computeIfPresent(
        address, (key, count) -> count == 1 ? null : Integer.valueOf(count - 1));
  }

  /** Connections that are open. */
  int open() {
    return open.get();
  }

  /** Users who have sessions. */
  int users() {
    return byUser.size();
  }

  /** Takes in a session of {@code identity}, and ends the user's oldest one where that is one too many. */
  void entered(Session session, Identity identity) {
    List<Session> surplus = new ArrayList<>(1);
    byUser.compute(identity.user().id(), (user, sessions) -> {
      LinkedHashMap<String, Session> mine = sessions == null ? new LinkedHashMap<>() : sessions;
      mine.put(session.id(), session);
      if (limits.sessionsPerUser() > 0 && mine.size() > limits.sessionsPerUser()) {
        var oldest = mine.entrySet().iterator();
        surplus.add(oldest.next().getValue());
        oldest.remove();
      }
      return mine;
    });
    surplus.forEach(old -> old.end(CloseCode.TOO_MANY_SESSIONS));
  }

  /** Forgets a session. */
  void left(Session session, Identity identity) {
    byUser.computeIfPresent(identity.user().id(), (user, sessions) -> {
      sessions.remove(session.id());
      return sessions.isEmpty() ? null : sessions;
    });
  }

  /**
   * Ends the sessions of those who are let in no more. Those of accounts come first: who is shut out is told so, though
   * their logins have ended with it.
   *
   * @param authenticator knows who of those that are here is not meant, having come since
   */
  void end(Ended ended, Authenticator authenticator) {
    for (Shut shut : ended.accounts()) {
      CloseCode code = shut.disabled() ? CloseCode.DISABLED : CloseCode.UNAUTHORIZED;
      sessions(shut.account(), who -> !authenticator.stillHolds(who))
          .forEach(session -> session.end(code));
    }
    if (!ended.logins().isEmpty()) {
      Set<String> logins = Set.copyOf(ended.logins());
      for (Long user : byUser.keySet()) {
        sessions(user, who -> logins.contains(who.login()))
            .forEach(session -> session.end(CloseCode.UNAUTHORIZED));
      }
    }
  }

  /** The sessions of a user whose identity is such. */
  private List<Session> sessions(long user, Predicate<Identity> such) {
    List<Session> found = new ArrayList<>();
    byUser.computeIfPresent(user, (key, sessions) -> {
      for (Session session : sessions.values()) {
        @Nullable Identity identity = session.identity();
        if (identity != null && such.test(identity)) {
          found.add(session);
        }
      }
      return sessions;
    });
    return found;
  }
}
