package roomcast.protocol.wire;

import java.util.List;

/**
 * What a datagram carries: type (one byte), length (two), and the bytes of one of these. Unknown
 * types are skipped by their length.
 */
public sealed interface Part {

  /** A block. */
  record OfBlock(Block block) implements Part {}

  /** A seal. */
  record OfSeal(Seal seal) implements Part {}

  /** Who writes a log. */
  record OfIntroduction(Introduction introduction) implements Part {}

  /**
   * I am here, and this is how far my log goes.
   *
   * @param first the oldest block of it that I can repair
   * @param last the newest, 0 if there is none
   * @param roundTripCode the round trip that I have measured, as {@link RoundTripCode} writes it
   * @param members how many members I know of, myself included; 65,535 for more
   * @param holdings a hash over what I know of all logs; who has another lacks something, or I do
   */
  record Heartbeat(int first, int last, int roundTripCode, int members, long holdings)
      implements Part {}

  /**
   * I lack these blocks.
   *
   * @param stamp microseconds of my clock, to be echoed
   * @param attempt how often I have asked before, at the most
   * @param missing for each log
   */
  record Nack(int stamp, int attempt, List<Ranges> missing) implements Part {
    /** The bytes beside the ranges. */
    public static final int FIXED_BYTES = 4 + 1;

    /** Immutable. */
    public Nack {
      missing = List.copyOf(missing);
    }
  }

  /** These repairs are on their way, and late: do not ask again yet. */
  record Coming(List<Ranges> blocks) implements Part {
    /** Immutable. */
    public Coming {
      blocks = List.copyOf(blocks);
    }
  }

  /**
   * How far I know logs.
   *
   * @param logs in the order of their ids
   */
  record Have(List<Extent> logs) implements Part {
    /** Immutable. */
    public Have {
      logs = List.copyOf(logs);
    }
  }

  /**
   * Part of a log.
   *
   * @param first the oldest block that can be had from here
   * @param last the newest block that was proved
   */
  record Extent(LogId log, int first, int last) {}

  /** I have just joined: say how far your logs go, so that I ask for nothing older. */
  record Hello() implements Part {}

  /**
   * Nobody has these blocks of a log of mine any more, so nobody needs to ask again.
   *
   * @param log the log that I write, or one that I wrote under an earlier incarnation
   * @param ageSeconds how long ago the last of these was said; 0 if I do not know
   * @param signature by the log's sender over {@link Statement#lost}
   */
  record Lost(LogId log, int from, int to, int ageSeconds, byte[] signature) implements Part {}

  /**
   * I leave.
   *
   * @param last the last block of my log
   * @param clock my hybrid clock; whoever introduces itself later is back
   * @param signature by the log's sender over {@link Statement#leave}
   */
  record Leave(int last, long clock, byte[] signature) implements Part {}

  /**
   * Who holds my log up to here? Asked by who is about to end.
   *
   * @param last the last block of my log
   */
  record WhoHolds(int last) implements Part {}

  /**
   * I hold this log, proved, from its joining point up to here.
   *
   * @param last a block
   * @param signature by the holder over {@link Statement#held}
   */
  record Held(LogId log, int last, byte[] signature) implements Part {}

  /**
   * Is the writer of this log here, now? Asked about a log that looks older than the asker's time
   * in the room, as a recording would.
   *
   * @param nonce a number that nobody guesses
   */
  record Challenge(LogId log, long nonce) implements Part {}

  /**
   * The writer of the log is here.
   *
   * @param nonce the challenge's
   * @param signature by the log's sender over {@link Statement#alive}
   */
  record Alive(LogId log, long nonce, byte[] signature) implements Part {}

  /**
   * The stamp of a negative acknowledgement, sent back with the repair.
   *
   * @param to who sent it
   * @param stamp its stamp
   * @param heldMicros how long it took from hearing it to repairing
   */
  record Echo(long to, int stamp, int heldMicros) implements Part {}
}
