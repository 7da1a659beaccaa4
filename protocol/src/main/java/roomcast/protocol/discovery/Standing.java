package roomcast.protocol.discovery;

/**
 * What decides which of two directories serves.
 *
 * @param temporary whether it was only started because somebody found none
 * @param startId the time of its start in milliseconds, and chance in the lowest 16 bits
 * @param roomsVersion how often its rooms have changed
 */
public record Standing(boolean temporary, long startId, int roomsVersion) {
  /** Of a program that is no directory. */
  public static final Standing NONE = new Standing(true, 0, 0);

  /**
   * Whether this one serves when the other is there too: explicit before temporary, older first.
   */
  public boolean isBefore(Standing other) {
    return temporary == other.temporary
        ? Long.compareUnsigned(startId, other.startId) < 0
        : !temporary;
  }
}
