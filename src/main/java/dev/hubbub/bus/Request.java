package dev.hubbub.bus;

import io.vertx.core.Future;

/**
 * Something one verticle asks of another: an immutable record that says itself which method of the service answers it.
 *
 * @param <S> the service behind the address it is sent to
 * @param <R> the answer
 */
public interface Request<S, R> {
  /** Has the service answer. Called on the service's context. */
  Future<R> answeredBy(S service);
}
