package roomcast.simulation;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import roomcast.protocol.session.RoomLimits;

/**
 * Everything that a run depends on. Two runs of one scenario are the same.
 *
 * @param seed what chance begins with
 * @param members how many there are at first
 * @param faults what goes wrong
 * @param faultsNanos how long
 * @param healNanos how long nothing goes wrong after that
 * @param loss the share of datagrams that a link loses
 * @param messagesPerSecond what one member says
 * @param limits of every member
 */
public record Scenario(
    long seed,
    int members,
    Set<Fault> faults,
    long faultsNanos,
    long healNanos,
    double loss,
    double messagesPerSecond,
    RoomLimits limits) {
  private static final long SECOND = 1_000_000_000L;
  private static final int SMALL_RING_BYTES = 100_000;
  private static final double FAULT_SHARE = 0.25;

  /** Immutable. */
  public Scenario {
    faults = Collections.unmodifiableSet(copy(faults));
  }

  private static EnumSet<Fault> copy(Set<Fault> faults) {
    EnumSet<Fault> copy = EnumSet.noneOf(Fault.class);
    copy.addAll(faults);
    return copy;
  }

  /** The scenario of a seed. */
  public static Scenario of(long seed) {
    RandomGenerator random = Chance.of(seed).generator(Chance.Use.SCENARIO);
    EnumSet<Fault> faults = EnumSet.noneOf(Fault.class);
    double share = random.nextDouble() * 2 * FAULT_SHARE;
    for (Fault fault : Fault.values()) {
      if (random.nextDouble() < share) {
        faults.add(fault);
      }
    }
    int members = random.nextInt(10) == 0 ? random.nextInt(10, 21) : random.nextInt(2, 8);
    double[] losses = {0.001, 0.01, 0.05, 0.1, 0.3};
    return new Scenario(
        seed,
        members,
        faults,
        random.nextLong(2 * SECOND, 12 * SECOND),
        180 * SECOND,
        losses[random.nextInt(losses.length)],
        Math.exp(random.nextDouble(-1.0, 3.0)) / Math.sqrt(members),
        faults.contains(Fault.SMALL_RINGS)
            ? RoomLimits.standard().withRing(SMALL_RING_BYTES, 20 * SECOND)
            : RoomLimits.standard());
  }

  /** Whether a fault is in it. */
  public boolean has(Fault fault) {
    return faults.contains(fault);
  }

  /** The same without a fault. */
  public Scenario without(Fault fault) {
    EnumSet<Fault> fewer = copy(faults);
    fewer.remove(fault);
    return with(members, fewer, faultsNanos, messagesPerSecond);
  }

  /** The same with another number of members. */
  public Scenario withMembers(int other) {
    return with(other, faults, faultsNanos, messagesPerSecond);
  }

  /** The same, and things go wrong for another time. */
  public Scenario withFaultsNanos(long nanos) {
    return with(members, faults, nanos, messagesPerSecond);
  }

  /** The same, and less or more is said. */
  public Scenario withMessagesPerSecond(double rate) {
    return with(members, faults, faultsNanos, rate);
  }

  private Scenario with(int memberCount, Set<Fault> otherFaults, long nanos, double rate) {
    return new Scenario(seed, memberCount, otherFaults, nanos, healNanos, loss, rate, limits);
  }

  /** When the run ends. */
  public long endNanos() {
    return faultsNanos + healNanos;
  }

  @Override
  public String toString() {
    return String.format(
        "seed %d: %d members, %.1f s of %s, loss %.1f %%, %.1f messages/s each",
        seed, members, faultsNanos / 1e9, faults, loss * 100, messagesPerSecond);
  }
}
