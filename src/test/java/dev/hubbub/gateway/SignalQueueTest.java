package dev.hubbub.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Signals on their way, on an event loop; what a session is told is written down in {@code told}. */
class SignalQueueTest {
  private static final String BROKEN = "broken";

  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final SignalQueue signals = new SignalQueue(vertx);
  private final List<String> told = new ArrayList<>();

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void areToldInTheOrderInWhichTheyWereSaid() throws TimeoutException {
    List<Session> two = List.of(session("a"), session("b"));
    onLoop(() -> {
      signals.tell(frame("first"), two, session -> true);
      signals.tell(frame("second"), two, session -> true);
      return all(4);
    });
    assertEquals(List.of("a first", "b first", "a second", "b second"), told);
  }

  @Test
  void manyLeaveTheEventLoopToOthersInBetween() throws TimeoutException {
    List<Session> crowd = Collections.nCopies(1_000, session("a"));
    Set<Integer> seen = new HashSet<>();
    onLoop(() -> {
      signals.tell(frame("x"), crowd, session -> true);
      return watched(1_000, seen);
    });
    assertTrue(seen.size() > 3, () -> "Between the slices were told " + seen);
  }

  @Test
  void whatHoldsNoMoreWhenItsTurnComesIsNotTold() throws TimeoutException {
    Session gone = session("gone");
    List<Session> both = List.of(gone, session("there"));
    Set<Session> present = new HashSet<>(both);
    onLoop(() -> {
      signals.tell(frame("x"), both, present::contains);
      present.remove(gone);
      return all(1);
    });
    assertEquals(List.of("there x"), told);
  }

  @Test
  void areBusyWhereMoreThanThatWait() throws TimeoutException {
    List<Session> many = Collections.nCopies(SignalQueue.MANY, session("a"));
    onLoop(() -> {
      signals.tell(frame("x"), many, session -> true);
      assertFalse(signals.isBusy());
      signals.tell(frame("x"), List.of(session("b")), session -> true);
      assertTrue(signals.isBusy());
      return all(SignalQueue.MANY + 1);
    });
    assertFalse(signals.isBusy());
  }

  @Test
  void noneToNobodyHoldUpWhatComesAfter() throws TimeoutException {
    onLoop(() -> {
      signals.tell(frame("x"), List.of(), session -> true);
      signals.tell(frame("y"), List.of(session("a")), session -> true);
      return all(1);
    });
    assertEquals(List.of("a y"), told);
  }

  @Test
  void oneWhoCannotBeToldKeepsNobodyElseWaiting() throws TimeoutException {
    vertx.exceptionHandler(expected -> {});
    onLoop(() -> {
      signals.tell(frame("x"), List.of(session(BROKEN), session("a")), session -> true);
      return all(1);
    });
    assertEquals(List.of("a x"), told);
  }

  private Future<Void> all(int count) {
    return watched(count, new HashSet<>());
  }

  /** When so many have been told; {@code seen} takes how many it were at every look of another task. */
  private Future<Void> watched(int count, Set<Integer> seen) {
    return vertx.timer(1, TimeUnit.MILLISECONDS).compose(over -> {
      seen.add(told.size());
      return told.size() < count ? watched(count, seen) : Future.succeededFuture();
    });
  }

  private void onLoop(Callable<Future<Void>> work) throws TimeoutException {
    Future.<Void>future(promise -> loop.runOnContext(turn -> {
          try {
            work.call().onComplete(promise);
          } catch (Exception | AssertionError e) {
            promise.fail(e);
          }
        }))
        .await(20, TimeUnit.SECONDS);
  }

  private Session session(String name) {
    return (Session) Proxy.newProxyInstance(
        Session.class.getClassLoader(),
        new Class<?>[] {Session.class},
        (proxy, method, arguments) -> switch (method.getName()) {
          case "signal" -> {
            if (name.equals(BROKEN)) {
              throw new IllegalStateException("as a closed socket may");
            }
            yield told.add(name + " " + new String((byte[]) arguments[0], StandardCharsets.UTF_8));
          }
          case "hashCode" -> System.identityHashCode(proxy);
          case "equals" -> proxy == arguments[0];
          default -> throw new IllegalStateException(method.getName());
        });
  }

  private static byte[] frame(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
