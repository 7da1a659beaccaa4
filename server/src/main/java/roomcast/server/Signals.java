package roomcast.server;

import java.lang.reflect.Method;

/**
 * Signals, by reflection: the class that knows them is not part of the platform's own interface.
 */
final class Signals {
  private Signals() {}

  /** From now on this signal does nothing, where the system has it and the platform allows it. */
  static void ignore(String name) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ignore = handler.getField("SIG_IGN").get(null);
      Method handle = signal.getMethod("handle", signal, handler);
      handle.invoke(null, signal.getConstructor(String.class).newInstance(name), ignore);
    } catch (ReflectiveOperationException | IllegalArgumentException unsupported) {
      // Then Ctrl-C ends the temporary directory together with its console: a loss, not a fault.
      return;
    }
  }
}
