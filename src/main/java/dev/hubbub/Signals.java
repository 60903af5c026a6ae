package dev.hubbub;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * SIGINT and SIGTERM, the second one too, which the JVM's own shutdown hooks never hear of. The class that tells of
 * them, {@code sun.misc.Signal}, is supported but not part of the language's library, hence the reflection.
 */
final class Signals {
  private Signals() {}

  /** Told of a signal on a thread of its own, as often as one comes. */
  interface Listener {
    /**
     * A signal came.
     *
     * @param number 2 for SIGINT, 15 for SIGTERM
     */
    void signalled(int number);
  }

  /** Whether {@code listener} now hears of signals; not so on a JVM that is told to leave them alone ({@code -Xrs}). */
  static boolean tell(Listener listener) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler call = (self, method, arguments) -> {
        listener.signalled((int) signal.getMethod("getNumber").invoke(arguments[0]));
        return null;
      };
      Object proxy =
          Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, call);
      for (String name : List.of("INT", "TERM")) {
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
      }
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
