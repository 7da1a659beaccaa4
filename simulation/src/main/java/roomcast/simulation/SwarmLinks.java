package roomcast.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** A network with the faults of a scenario, until it heals. */
final class SwarmLinks implements Links {
  private static final long MILLI = 1_000_000L;
  private static final long LAN_NANOS_MIN = 100_000;
  private static final long LAN_NANOS_MAX = 1_000_000;
  private static final double DAMAGED_SHARE = 0.004;
  private static final long BURST_NANOS = 200 * MILLI;

  private final Scenario scenario;
  private final RandomGenerator random;
  private final boolean[] onWifi;
  private final long wifiPeriodNanos;
  private final Map<Integer, Link> links = new TreeMap<>();
  private final int[] islands;
  private final boolean[][] deaf;
  private final List<byte[]> old = new ArrayList<>();
  private boolean healed;

  private static final class Link {
    long lastArrivalNanos;
    long badUntilNanos;
    long goodUntilNanos;
  }

  SwarmLinks(Scenario scenario, int addresses, RandomGenerator random) {
    this.scenario = scenario;
    this.random = random;
    this.islands = new int[addresses];
    this.deaf = new boolean[addresses][addresses];
    this.onWifi = new boolean[addresses];
    this.wifiPeriodNanos = random.nextLong(100, 301) * MILLI;
    for (int member = 0; member < addresses; member++) {
      onWifi[member] = random.nextBoolean() && scenario.has(Fault.SLEEPY_WIFI);
    }
  }

  /** From now on nothing goes wrong. */
  void heal() {
    healed = true;
    reunite();
  }

  /** Puts members on islands: they hear only those on the same one. */
  void divide(int[] islandOf) {
    System.arraycopy(islandOf, 0, islands, 0, islandOf.length);
  }

  /** A member does not hear another one. */
  void deafen(int listener, int speaker) {
    deaf[listener][speaker] = true;
  }

  /** Everybody hears everybody again. */
  void reunite() {
    Arrays.fill(islands, 0);
    for (boolean[] row : deaf) {
      Arrays.fill(row, false);
    }
  }

  private boolean happens(Fault fault, double probability) {
    return !healed && scenario.has(fault) && random.nextDouble() < probability;
  }

  @Override
  public boolean isLostUpstream(long nowNanos, int from, byte[] datagram) {
    return happens(Fault.UPSTREAM_LOSS, scenario.loss());
  }

  @Override
  public List<Arrival> arrivals(long nowNanos, int from, int to, byte[] datagram) {
    if (islands[from] != islands[to] || deaf[to][from]) {
      return List.of();
    }
    Link link = links.computeIfAbsent(from << 16 | to, key -> new Link());
    if (happens(Fault.LOSS, scenario.loss()) || isBad(nowNanos, link)) {
      return List.of();
    }
    List<Arrival> arrivals = new ArrayList<>(1);
    arrivals.add(new Arrival(delay(nowNanos, link, to), damaged(datagram)));
    if (happens(Fault.DUPLICATES, 0.05)) {
      arrivals.add(new Arrival(random.nextLong(5_000 * MILLI), datagram));
    }
    if (scenario.has(Fault.REPLAYS) && !healed) {
      replay(arrivals, datagram);
    }
    return arrivals;
  }

  private boolean isBad(long nowNanos, Link link) {
    if (healed || !scenario.has(Fault.BURST_LOSS)) {
      return false;
    }
    if (nowNanos >= link.goodUntilNanos) {
      link.badUntilNanos = link.goodUntilNanos + Chance.nextNanos(random, 1e9 / BURST_NANOS);
      link.goodUntilNanos = link.badUntilNanos + Chance.nextNanos(random, 0.5);
    }
    return nowNanos < link.badUntilNanos;
  }

  private long delay(long nowNanos, Link link, int to) {
    long delay = random.nextLong(LAN_NANOS_MIN, LAN_NANOS_MAX);
    if (happens(Fault.REORDERING, 0.2)) {
      return delay + (long) (random.nextExponential() * 20 * MILLI);
    }
    if (!healed && onWifi[to]) {
      long arrival = nowNanos + delay;
      delay += wifiPeriodNanos - arrival % wifiPeriodNanos;
    }
    // A switch does not reorder what one sends to another.
    long arrival = Math.max(link.lastArrivalNanos + 1, nowNanos + delay);
    link.lastArrivalNanos = arrival;
    return arrival - nowNanos;
  }

  private byte[] damaged(byte[] datagram) {
    if (!happens(Fault.DAMAGE, DAMAGED_SHARE)) {
      return datagram;
    }
    if (random.nextBoolean()) {
      return Arrays.copyOf(datagram, random.nextInt(datagram.length));
    }
    byte[] flipped = datagram.clone();
    flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    return flipped;
  }

  private void replay(List<Arrival> arrivals, byte[] datagram) {
    if (old.size() < 500) {
      old.add(datagram);
    } else if (random.nextInt(20) == 0) {
      old.set(random.nextInt(old.size()), datagram);
    }
    if (random.nextInt(50) == 0) {
      arrivals.add(new Arrival(random.nextLong(100 * MILLI), old.get(random.nextInt(old.size()))));
    }
  }
}
