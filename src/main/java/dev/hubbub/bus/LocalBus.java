package dev.hubbub.bus;

import dev.hubbub.room.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event bus inside one instance: records travel by reference, requests are answered within a bound or fail with
 * {@link Refusal#unavailable()}, refusals arrive as refusals. Messages of one context to one address arrive in the
 * order sent. A cheap view of the bus, made where it is needed; any thread may use it.
 */
public final class LocalBus {
  private static final Logger log = LoggerFactory.getLogger(LocalBus.class);

  /** PROTOCOL.md 3.5: {@code unavailable} is told within 5 s; the rest is for the way. */
  private static final long ANSWER_MS = 4_500;

  /**
   * Before every address, so that records are neither seen nor sent by verticles of others, who may name their own
   * addresses as they like.
   */
  private static final String OURS = "hubbub/" + UUID.randomUUID() + "/";

  private static final DeliveryOptions BY_REFERENCE = new DeliveryOptions()
      .setLocalOnly(true)
      .setCodecName(ByReference.NAME)
      .setSendTimeout(ANSWER_MS);

  private final EventBus bus;

  private LocalBus(EventBus bus) {
    this.bus = bus;
  }

  /** The bus of {@code vertx}. */
  public static LocalBus of(Vertx vertx) {
    return new LocalBus(vertx.eventBus());
  }

  /** Makes records travel by reference on the bus of {@code vertx}. Once, before the first verticle is deployed. */
  public static void install(Vertx vertx) {
    vertx.eventBus().registerCodec(new ByReference());
  }

  /** Has whoever serves {@code address} answer {@code request}. The future completes on the caller's context. */
  public <S, R> Future<R> ask(String address, Request<S, R> request) {
    return bus.<Reply<R>>request(OURS + address, request, BY_REFERENCE).transform(answer -> {
      if (answer.failed()) {
        return Future.failedFuture(unanswered(address, answer.cause()));
      }
      Reply<R> reply = answer.result().body();
      return reply.future();
    });
  }

  /** Like {@link #ask}, for those who do not wait for the answer. */
  public <S, R> void tell(String address, Request<S, R> request) {
    bus.send(OURS + address, request, BY_REFERENCE);
  }

  /** Answers the requests sent to {@code address} with {@code service}, on the context of the verticle that calls. */
  public <S> MessageConsumer<Request<S, ?>> serve(String address, S service) {
    return bus.localConsumer(OURS + address, message -> answer(message, service));
  }

  /** Sends {@code message} to one consumer of {@code address}; nobody tells whether there is one. */
  public void send(String address, Object message) {
    bus.send(OURS + address, message, BY_REFERENCE);
  }

  /** Sends {@code message} to every consumer of {@code address}. */
  public void publish(String address, Object message) {
    bus.publish(OURS + address, message, BY_REFERENCE);
  }

  /** Hears what is sent to {@code address}, on the context of the verticle that calls. */
  public <T> MessageConsumer<T> hear(String address, Handler<T> handler) {
    return bus.localConsumer(OURS + address, message -> handler.handle(message.body()));
  }

  private static <S, R> void answer(Message<Request<S, ?>> message, S service) {
    @SuppressWarnings("unchecked") // who asked waits for the R of the request they sent
    Request<S, R> request = (Request<S, R>) message.body();
    Future<R> answer;
    try {
      answer = request.answeredBy(service);
    } catch (RuntimeException e) {
      answer = Future.failedFuture(e);
    }
    answer.onComplete(
        done -> message.reply(new Reply<>(done.result(), done.cause()), BY_REFERENCE));
  }

  private static Throwable unanswered(String address, Throwable cause) {
    if (cause instanceof ReplyException reply) {
      log.warn("{} did not answer: {}", address, reply.failureType());
      return Refusal.unavailable();
    }
    return cause;
  }
}
