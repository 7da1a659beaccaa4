package roomcast.simulation.checks;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.wire.Block;
import roomcast.protocol.wire.DatagramKind;
import roomcast.protocol.wire.DatagramReader;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.Part;
import roomcast.protocol.wire.ReceivedDatagram;

/**
 * S6: a member's requests and repairs within a second stay within its limits, or a share of what it
 * hears, whatever the others do.
 */
public final class FeedbackIsBounded implements Check {
  /** The limits are budgets that fill again: a full one and a second's filling may be spent. */
  private static final int BUDGETS = 2;

  private static final double NACK_SHARE = 0.05;
  private static final int NACK_BYTES_USUAL = 100;

  /** Of new blocks: in a large room somebody lacks each, and repairs are lost as well. */
  private static final double REPAIR_SHARE = 2;

  /** A little more than the time over which is summed. */
  private static final double REPAIR_SECONDS = 1.2;

  /**
   * What may be repaired beyond that at once: a full budget, one turn, and what was thrown away as
   * damaged and came again.
   */
  private static final int REPAIR_BURST_BYTES = 500_000;

  private final Map<Integer, Traffic> byLife = new TreeMap<>();

  private static final class Traffic {
    final Window nacks = new Window();
    final Window repairBytes = new Window();
    final Window bytes = new Window();
    final Window dataBytes = new Window();

    /** Blocks that were heard: each is new once, whether it came from its writer or as a repair. */
    final Set<Heard> heard = new TreeSet<>();
  }

  private record Heard(LogId log, int sequence, int hash) implements Comparable<Heard> {
    @Override
    public int compareTo(Heard other) {
      int order = log.compareTo(other.log);
      order = order == 0 ? Integer.compare(sequence, other.sequence) : order;
      return order == 0 ? Integer.compare(hash, other.hash) : order;
    }
  }

  private Traffic of(Life life) {
    return byLife.computeIfAbsent(life.number(), number -> new Traffic());
  }

  @Override
  public void heard(long nowNanos, Life life, byte[] datagram) {
    of(life).bytes.add(nowNanos, datagram.length);
    ReceivedDatagram read = DatagramReader.read(datagram);
    if (read == null) {
      return;
    }
    for (Part part : read.parts()) {
      if (part instanceof Part.OfBlock(Block block)) {
        int hash = block.body().hashCode();
        boolean isNew = of(life).heard.add(new Heard(block.log(), block.sequence(), hash));
        of(life).dataBytes.add(nowNanos, isNew ? block.size() : 0);
      }
    }
  }

  @Override
  public void transmitted(
      long nowNanos, Life life, byte[] datagram, @Nullable ReceivedDatagram read) {
    Traffic traffic = of(life);
    long bytes = traffic.bytes.add(nowNanos, datagram.length);
    if (read == null) {
      return;
    }
    if (read.parts().stream().anyMatch(Part.Nack.class::isInstance)) {
      long nacks = traffic.nacks.add(nowNanos, 1);
      double most =
          BUDGETS * life.limits().nacksPerSecond() + NACK_SHARE * bytes / NACK_BYTES_USUAL + 1;
      if (nacks > most) {
        throw new Violation(
            life.member(), "S6: " + nacks + " requests in a second, with " + bytes + " bytes");
      }
    }
    if (read.kind() == DatagramKind.DATA) {
      traffic.dataBytes.add(nowNanos, datagram.length);
    }
    if (read.kind() == DatagramKind.REPAIR) {
      long dataBytes = traffic.dataBytes.sum(nowNanos);
      long repaired = traffic.repairBytes.add(nowNanos, datagram.length);
      double most =
          REPAIR_SECONDS * life.limits().repairBytesPerSecond()
              + REPAIR_SHARE * dataBytes
              + REPAIR_BURST_BYTES;
      if (repaired > most) {
        throw new Violation(
            life.member(), "S6: repairs of " + repaired + " bytes in a second, of " + dataBytes);
      }
    }
  }
}
