package dev.hubbub.history;

import io.vertx.core.Future;
import java.util.function.Function;

/**
 * A database, as the store needs it. Used from one Vert.x context, on which all its futures complete. Every call ends
 * within the time limit of a statement and half a second, or fails with {@link SqlFailure}; a call that could not
 * reach the database is tried again within that time, so {@code work} may run several times and changes nothing but
 * the database.
 *
 * <p>The statements of the database itself are reads, each in a snapshot of its own.
 */
interface Database extends Statements {
  /** Runs {@code work} in a transaction that commits when its future succeeds, and only then. */
  <T> Future<T> transaction(Function<Statements, Future<T>> work);

  /** Runs reads that all see the store as of one moment. */
  <T> Future<T> snapshot(Function<Statements, Future<T>> work);

  /**
   * Runs reads like {@link #snapshot} that may be long, in no more than {@code ms}; a bounded number at once, so that they
   * hold up no others. {@code BUSY} where that is not enough, or too many want it. Not tried again.
   */
  <T> Future<T> search(int ms, Function<Statements, Future<T>> work);

  /**
   * Runs {@code work} in a transaction that no other instance has at the same time, without a limit for its
   * statements. Waits at most {@code waitMs} for the others. Not tried again.
   */
  <T> Future<T> alone(long waitMs, Function<Statements, Future<T>> work);

  /**
   * Gives some of the space that is free back to the file system, in a moment; says whether there is more. Does nothing
   * where the database sees to its space by itself.
   */
  Future<Boolean> shrink();

  /**
   * Watches from now on that the database does not go back in time, and gives every room a new epoch where it does; to be
   * called once, when the schema is there. Does nothing where nobody can put an older copy in its place meanwhile.
   */
  Future<Void> watch();

  /** How many transactions may usefully run at once. */
  int writers();

  Dialect dialect();

  /** Lets go of everything; calls under way fail. */
  Future<Void> close();
}
