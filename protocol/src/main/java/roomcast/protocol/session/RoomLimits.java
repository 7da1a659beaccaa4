package roomcast.protocol.session;

import java.util.concurrent.TimeUnit;

/**
 * Every limit of a member in one room.
 *
 * @param outboxBytesMax messages that wait to be sent
 * @param sealIntervalNanos how long messages gather while much is said
 * @param ringBytesMax blocks held for others
 * @param ringAgeMaxNanos how long they are held
 * @param logsMax logs that are remembered
 * @param windowBlocks how far a log may be ahead of its first missing block; a power of two
 * @param stagedBytesMax blocks that wait to be proved, of all logs
 * @param unknownBytesMax of these, those of a log whose writer is not known yet
 * @param nackBlocksMax blocks that one negative acknowledgement names
 * @param nacksPerSecond negative acknowledgements a second when little is said
 * @param repairsMax repairs that wait
 * @param repairBytesPerSecond repairs a second when little is said
 * @param silencesMax how often others' requests silence our own for one block
 * @param verificationsMax signatures that are being checked
 * @param waitingNanos how long a block may be missing before that is told
 * @param eventsMax events that wait to be fetched; what comes then is refused or asked for again
 * @param controlsPerSecond requests a second that one source may make
 */
public record RoomLimits(
    long outboxBytesMax,
    long sealIntervalNanos,
    long ringBytesMax,
    long ringAgeMaxNanos,
    int logsMax,
    int windowBlocks,
    long stagedBytesMax,
    long unknownBytesMax,
    int nackBlocksMax,
    int nacksPerSecond,
    int repairsMax,
    long repairBytesPerSecond,
    int silencesMax,
    int verificationsMax,
    long waitingNanos,
    int eventsMax,
    int controlsPerSecond) {

  /** The limits of an ordinary member. */
  public static RoomLimits standard() {
    return new RoomLimits(
        4 << 20,
        TimeUnit.MILLISECONDS.toNanos(1),
        4 << 20,
        TimeUnit.SECONDS.toNanos(120),
        8_192,
        4_096,
        8 << 20,
        64 << 10,
        256,
        20,
        4_096,
        250_000,
        2,
        16,
        TimeUnit.MILLISECONDS.toNanos(150),
        65_536,
        1_000);
  }

  /** The same with a ring of another size. */
  public RoomLimits withRing(long bytesMax, long ageMaxNanos) {
    return new RoomLimits(
        outboxBytesMax,
        sealIntervalNanos,
        bytesMax,
        ageMaxNanos,
        logsMax,
        windowBlocks,
        stagedBytesMax,
        unknownBytesMax,
        nackBlocksMax,
        nacksPerSecond,
        repairsMax,
        repairBytesPerSecond,
        silencesMax,
        verificationsMax,
        waitingNanos,
        eventsMax,
        controlsPerSecond);
  }
}
