package roomcast.benchmarks;

import java.util.List;

/**
 * What is sent in one round.
 *
 * @param perSecond messages a second at a steady pace; 0 for as many as go
 * @param warmUp messages that are not measured
 * @param measured messages that are
 */
record Load(int perSecond, long warmUp, long measured) {
  private static final long SECOND = 1_000_000_000;

  /** A steady load for so long. */
  static Load steady(int perSecond, int warmUpSeconds, int seconds) {
    return new Load(perSecond, (long) perSecond * warmUpSeconds, (long) perSecond * seconds);
  }

  /** So many messages, as quickly as they go. */
  static Load flood(long warmUp, long measured) {
    return new Load(0, warmUp, measured);
  }

  /** All messages. */
  long total() {
    return warmUp + measured;
  }

  boolean isFlood() {
    return perSecond == 0;
  }

  /** When the message with this serial number is to be sent, after the first. */
  long offsetNanos(long serial) {
    return serial * SECOND / perSecond;
  }

  /** For the command line of a node. */
  List<String> arguments() {
    return List.of(String.valueOf(perSecond), String.valueOf(warmUp), String.valueOf(measured));
  }

  /** Reads {@link #arguments}. */
  static Load of(List<String> arguments) {
    return new Load(
        Integer.parseInt(arguments.get(0)),
        Long.parseLong(arguments.get(1)),
        Long.parseLong(arguments.get(2)));
  }
}
