package roomcast.benchmarks;

/**
 * A message of the benchmark: which one it is, and when it was to be sent, in text that every
 * contender can carry.
 *
 * @param serial from 0
 * @param nanos {@link System#nanoTime} of the machine
 */
record StampedText(long serial, long nanos) {
  /** What a message takes. */
  static final int BYTES = 100;

  private static final int RADIX = 16;
  private static final int DIGITS = 16;
  private static final String PADDING = "-".repeat(BYTES - 2 * DIGITS);

  /** The message. */
  String text() {
    StringBuilder text = new StringBuilder(BYTES);
    append(text, serial);
    append(text, nanos);
    return text.append(PADDING).toString();
  }

  private static void append(StringBuilder text, long value) {
    String digits = Long.toUnsignedString(value, RADIX);
    text.repeat('0', DIGITS - digits.length()).append(digits);
  }

  /**
   * Reads a message.
   *
   * @throws NumberFormatException if it is none of the benchmark's
   */
  static StampedText of(String text) {
    return new StampedText(
        Long.parseUnsignedLong(text, 0, DIGITS, RADIX),
        Long.parseUnsignedLong(text, DIGITS, 2 * DIGITS, RADIX));
  }
}
