package dev.hubbub.bus;

import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.EncodeException;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event bus as verticles of others see it: JSON bodies at addresses that everybody may know (PROTOCOL.md 7). What is
 * refused fails with the HTTP status of its code as failure code and with {@code code: sentence} as message. Any thread
 * may use it.
 */
public final class JsonBus {
  private static final Logger log = LoggerFactory.getLogger(JsonBus.class);
  private static final int FAULT = 500;

  private final EventBus bus;

  private JsonBus(EventBus bus) {
    this.bus = bus;
  }

  /** The bus of {@code vertx}. */
  public static JsonBus of(Vertx vertx) {
    return new JsonBus(vertx.eventBus());
  }

  /**
   * Answers what is asked at {@code address}, on the context of the verticle that calls.
   *
   * @param service is given the body as JSON text, in the order in which it was sent; may throw a {@link Refusal}
   */
  public MessageConsumer<Object> serve(
      String address, Function<String, Future<JsonObject>> service) {
    return bus.localConsumer(address, message -> answered(message.body(), service)
        .onSuccess(message::reply)
        .onFailure(cause -> fail(message, cause)));
  }

  /**
   * Asks whoever serves {@code address}; fails with what the bus says where nobody does, where they fail, and where they
   * say nothing within {@code timeoutMs}. Answers come on the caller's context.
   *
   * @return the body of the answer, whatever it is; absent bodies are told as the text {@code null}
   */
  public Future<String> ask(String address, JsonObject body, long timeoutMs) {
    return bus.request(
            address, body, new DeliveryOptions().setLocalOnly(true).setSendTimeout(timeoutMs))
        .map(answer -> text(answer.body()));
  }

  /** Tells everybody who hears {@code address}; each has a copy of {@code body} of its own. */
  public void publish(String address, JsonObject body) {
    bus.publish(address, body, new DeliveryOptions().setLocalOnly(true));
  }

  private static Future<JsonObject> answered(
      Object body, Function<String, Future<JsonObject>> service) {
    try {
      return service.apply(text(body));
    } catch (Refusal refusal) {
      return Future.failedFuture(refusal);
    } catch (EncodeException e) {
      return Future.failedFuture(new Refusal(ErrorCode.BAD_REQUEST, "The body is no JSON."));
    }
  }

  /** Anything but an object is told as something that is none. */
  private static String text(Object body) {
    return body instanceof JsonObject object ? object.encode() : "null";
  }

  private static void fail(Message<?> message, Throwable cause) {
    if (cause instanceof Refusal refusal) {
      message.fail(refusal.code().status(), refusal.code().wire() + ": " + refusal.getMessage());
    } else {
      log.error("{} failed", message.address(), cause);
      message.fail(FAULT, "A fault of the server.");
    }
  }
}
