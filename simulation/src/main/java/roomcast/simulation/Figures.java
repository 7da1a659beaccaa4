package roomcast.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.session.RoomEvent;
import roomcast.protocol.session.RoomLimits;
import roomcast.protocol.wire.DatagramKind;
import roomcast.protocol.wire.Part;
import roomcast.protocol.wire.ReceivedDatagram;
import roomcast.protocol.wire.RoomTag;
import roomcast.simulation.checks.Check;
import roomcast.simulation.checks.Life;
import roomcast.simulation.checks.Oracle;

/** Measures what loss costs in a room: one member speaks, the others listen. */
final class Figures {
  private static final long SECOND = 1_000_000_000L;
  private static final long SETTLING_NANOS = 40 * SECOND;
  private static final long IDLE_NANOS = 20 * SECOND;
  private static final long BETWEEN_NANOS = 2 * SECOND;
  private static final int MESSAGES = 20;
  private static final int LONG_BYTES = 700;
  private static final long DELAY_NANOS_MIN = 1_000_000;
  private static final long DELAY_NANOS_MAX = 3_000_000;

  private final Loss loss;
  private final Timeline timeline = new Timeline();
  private final Counting counting = new Counting();
  private final LossyLinks links = new LossyLinks();
  private final Member.World world;
  private final List<Member> members = new ArrayList<>();
  private final RandomGenerator random = Chance.of(1).generator(Chance.Use.NETWORK);

  /** What is lost. */
  enum Loss {
    /** One in a hundred, on every link. */
    ONE_PERCENT("1 %", 0.01),
    /** One in twenty, on every link. */
    FIVE_PERCENT("5 %", 0.05),
    /** Every new block, by all; too long for the first heartbeat. */
    ALL("by all", 0);

    private final String text;
    private final double share;

    Loss(String text, double share) {
      this.text = text;
      this.share = share;
    }

    String text() {
      return text;
    }
  }

  /**
   * What was measured.
   *
   * @param nacksPerLoss requests for each block that anybody lacked
   * @param repairsPerBlock repairs for each block that anybody lacked
   * @param joiningPerMember datagrams of all for each member that joins a room where nothing is
   *     said
   * @param idlePerSecond datagrams a second of all members together when nothing is said
   */
  record Result(
      double nacksPerLoss,
      double repairsPerBlock,
      long recoveryMedianNanos,
      long recovery99Nanos,
      double joiningPerMember,
      double idlePerSecond) {}

  private final class LossyLinks implements Links {
    boolean lossy;

    @Override
    public boolean isLostUpstream(long nowNanos, int from, byte[] datagram) {
      return lossy && loss == Loss.ALL && (datagram[2] & 0xf) == 1;
    }

    @Override
    public List<Arrival> arrivals(long nowNanos, int from, int to, byte[] datagram) {
      if (lossy && random.nextDouble() < loss.share) {
        if ((datagram[2] & 0xf) == 1) {
          counting.lost(nowNanos);
        }
        return List.of();
      }
      return List.of(new Arrival(random.nextLong(DELAY_NANOS_MIN, DELAY_NANOS_MAX), datagram));
    }
  }

  private static final class Counting implements Check {
    final Map<Integer, Long> saidNanos = new TreeMap<>();
    final List<Long> recoveries = new ArrayList<>();
    final TreeMap<Long, Boolean> losses = new TreeMap<>();
    long datagrams;
    long nacks;
    long repairs;

    void lost(long nowNanos) {
      losses.put(nowNanos, true);
    }

    @Override
    public void happened(long nowNanos, Life life, RoomEvent event) {
      if (event instanceof RoomEvent.Sent sent) {
        saidNanos.put(sent.sequence(), nowNanos);
      } else if (event instanceof RoomEvent.Delivered delivered) {
        Long said = saidNanos.get(delivered.sequence());
        long took = said == null ? 0 : nowNanos - said;
        if (took > 2 * DELAY_NANOS_MAX) {
          recoveries.add(took);
        }
      }
    }

    @Override
    public void transmitted(
        long nowNanos, Life life, byte[] datagram, @Nullable ReceivedDatagram read) {
      datagrams++;
      if (read != null && read.parts().stream().anyMatch(Part.Nack.class::isInstance)) {
        nacks++;
      }
      if (read != null && read.kind() == DatagramKind.REPAIR) {
        repairs++;
      }
    }

    void reset() {
      datagrams = 0;
      nacks = 0;
      repairs = 0;
    }
  }

  private Figures(int size, Loss loss) {
    this.loss = loss;
    Witness witness = new Witness(timeline, null);
    Oracle oracle = new Oracle();
    witness.add(counting);
    Network network = new Network(timeline, links, false);
    this.world =
        new Member.World(
            timeline,
            network,
            witness,
            oracle,
            new RoomTag(1),
            RoomLimits.standard(),
            new ArrayList<>());
    for (int number = 0; number < size; number++) {
      Member member = Member.ordinary(world, number, Simulation.name(number));
      network.add(member);
      members.add(member);
    }
  }

  /** Measures a room of so many members. */
  static Result measure(int size, Loss loss) {
    return new Figures(size, loss).run();
  }

  private Result run() {
    for (Member member : members) {
      timeline.at(random.nextLong(SETTLING_NANOS / 2), member::start);
    }
    timeline.runUntil(SETTLING_NANOS);
    double joining = counting.datagrams / (double) members.size();
    counting.reset();
    timeline.runUntil(timeline.nowNanos() + IDLE_NANOS);
    double idle = counting.datagrams / (IDLE_NANOS / 1e9);
    counting.reset();
    links.lossy = true;
    for (int message = 0; message < MESSAGES; message++) {
      String text = "line " + message;
      // What is long is not said again with the first heartbeat, so that it has to be asked for.
      members.getFirst().say(loss == Loss.ALL ? text + "-".repeat(LONG_BYTES) : text);
      timeline.runUntil(timeline.nowNanos() + BETWEEN_NANOS);
    }
    links.lossy = false;
    timeline.runUntil(timeline.nowNanos() + 10 * SECOND);
    int losses = loss == Loss.ALL ? MESSAGES : counting.losses.size();
    List<Long> sorted = counting.recoveries.stream().sorted().toList();
    return new Result(
        counting.nacks / (double) Math.max(1, losses),
        counting.repairs / (double) Math.max(1, losses),
        at(sorted, 0.5),
        at(sorted, 0.99),
        joining,
        idle);
  }

  private static long at(List<Long> sorted, double share) {
    return sorted.isEmpty() ? 0 : sorted.get((int) (share * (sorted.size() - 1)));
  }
}
