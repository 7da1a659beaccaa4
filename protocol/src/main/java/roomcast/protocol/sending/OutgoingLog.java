package roomcast.protocol.sending;

import java.util.ArrayList;
import java.util.List;
import roomcast.protocol.wire.Block;
import roomcast.protocol.wire.Hash;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.RoomTag;
import roomcast.protocol.wire.Seal;
import roomcast.protocol.wire.Signer;

/** Our own log: numbers blocks and seals them in runs, each seal on top of the one before. */
public final class OutgoingLog {
  private final RoomTag room;
  private final LogId id;
  private final Signer signer;
  private final List<Block> unsealed = new ArrayList<>();
  private byte[] lastSealHash;
  private int last;

  /**
   * Where a log stands, to go on with it later.
   *
   * @param last its last block
   * @param lastSealHash the hash of its last seal
   * @param clock no clock in what its writer has signed is higher; what comes later has to be
   */
  public record Position(int last, byte[] lastSealHash, long clock) {
    /** A log in which nothing has been said. */
    public static Position beginning() {
      return new Position(0, Hash.none(), 0);
    }
  }

  /** Goes on at a position. */
  public OutgoingLog(RoomTag room, LogId id, Signer signer, Position position) {
    this.room = room;
    this.id = id;
    this.signer = signer;
    this.last = position.last();
    this.lastSealHash = position.lastSealHash().clone();
  }

  /** Its id. */
  public LogId id() {
    return id;
  }

  /** Its last block; 0 if there is none. */
  public int last() {
    return last;
  }

  /** Where it stands, by this clock; everything has been sealed. */
  public Position position(long clock) {
    return new Position(last, lastSealHash.clone(), clock);
  }

  /** Whether the run is as long as a seal can prove. */
  boolean isRunFull() {
    return unsealed.size() == Seal.BLOCKS_MAX;
  }

  /** The next block. */
  Block append(long clock, int messages, byte[] body) {
    Block block = Block.of(id, ++last, clock, messages, body);
    unsealed.add(block);
    return block;
  }

  /** Seals what has been appended since the last seal. */
  Run seal() {
    int from = unsealed.getFirst().sequence();
    byte[] root = Seal.rootOf(unsealed);
    byte[] signature = signer.sign(Seal.signedBytes(room, id, from, last, lastSealHash, root));
    Seal seal = new Seal(id, from, last, lastSealHash, root, signature);
    lastSealHash = seal.hash();
    Run run = new Run(List.copyOf(unsealed), seal);
    unsealed.clear();
    return run;
  }

  /**
   * Blocks and what proves them.
   *
   * @param blocks 1 to 64, in order
   */
  public record Run(List<Block> blocks, Seal seal) {}
}
