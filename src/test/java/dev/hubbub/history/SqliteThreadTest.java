package dev.hubbub.history;

import static dev.hubbub.history.Instance.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads of SQLite that serve one context: each keeps its order, and none knows of the others. */
class SqliteThreadTest {
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void oneThatIsBusyHoldsUpNoOther() throws SQLException {
    SqliteThread busy = thread("busy");
    SqliteThread free = thread("free");
    CountDownLatch over = new CountDownLatch(1);
    Future<String> late = onContext(() -> say(busy, "late", over));
    assertEquals("soon", await(onContext(() -> say(free, "soon", new CountDownLatch(0)))));
    over.countDown();
    assertEquals("late", await(late));
    await(busy.close());
    await(free.close());
  }

  @Test
  void oneThatIsClosedWhileAnotherIsBusyLeavesTheOthersAtWork() throws SQLException {
    SqliteThread closed = thread("closed");
    SqliteThread busy = thread("busy");
    SqliteThread free = thread("free");
    CountDownLatch over = new CountDownLatch(1);
    Future<String> late = onContext(() -> say(busy, "late", over));
    await(onContext(closed::close));
    Future<String> refused = onContext(() -> say(closed, "never", new CountDownLatch(0)));
    assertThrows(SqlFailure.class, () -> await(refused));
    over.countDown();
    assertEquals("late", await(late));
    assertEquals("soon", await(onContext(() -> say(free, "soon", new CountDownLatch(0)))));
    await(busy.close());
    await(free.close());
  }

  @Test
  void workIsDoneInTheOrderItWasHandedInAndBeforeAClose() throws SQLException {
    SqliteThread thread = thread("ordered");
    List<Integer> done = Collections.synchronizedList(new ArrayList<>());
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      int one = i;
      all.add(one);
      var unused =
          thread.run(null, Long.MAX_VALUE, statements -> Future.succeededFuture(done.add(one)));
    }
    await(thread.close());
    assertEquals(all, done);
  }

  private SqliteThread thread(String name) throws SQLException {
    return new SqliteThread(vertx, name, DriverManager.getConnection("jdbc:sqlite::memory:"), 256);
  }

  private static Future<String> say(SqliteThread thread, String answer, CountDownLatch after) {
    return thread.run(null, Long.MAX_VALUE, statements -> {
      try {
        after.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return Future.succeededFuture(answer);
    });
  }

  private <T> Future<T> onContext(Callable<Future<T>> call) {
    return Future.future(promise -> context.runOnContext(turn -> {
      try {
        call.call().onComplete(promise);
      } catch (Exception e) {
        promise.fail(e);
      }
    }));
  }
}
