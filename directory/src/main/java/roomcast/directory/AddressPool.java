package roomcast.directory;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.Ipv4;

/**
 * Hands out (group, port) pairs for rooms.
 *
 * <p>In order: every group of the range on the first port, then every group on the next but one,
 * and so on; the odd port between carries the room's blocks. Few groups keep the tables of switches
 * and network cards small, and the pairs are unique. An address given back is not handed out again
 * before it has rested an hour, and then only when the present port has no fresh group left:
 * somebody may still be talking there.
 */
public final class AddressPool {
  private static final long REST_NANOS = TimeUnit.HOURS.toNanos(1);
  private static final int PORT_MAX = 65_534;
  private static final int PORT_STEP = 2;
  private static final int RESTING_MAX = 65_536;

  private final int firstGroup;
  private final int lastGroup;
  private final InetSocketAddress commands;
  private final Set<InetSocketAddress> used = new LinkedHashSet<>();
  private final SequencedMap<InetSocketAddress, Long> resting = new LinkedHashMap<>();
  private long nextGroup;
  private int nextPort;

  /**
   * Nothing is handed out yet.
   *
   * @param first the first group of the range
   * @param last the last one, not before the first
   * @param commands the command group, never handed out; its port is the first for rooms
   * @throws IllegalArgumentException if the range holds a group that rooms cannot use, or none; the
   *     message says why
   */
  public AddressPool(Inet4Address first, Inet4Address last, InetSocketAddress commands) {
    this.firstGroup = Ipv4.bits(first);
    this.lastGroup = Ipv4.bits(last);
    this.commands = commands;
    this.nextPort = commands.getPort();
    this.nextGroup = firstGroup;
    for (Inet4Address end : new Inet4Address[] {first, last}) {
      String wrong = Ipv4.whyNoGroup(end);
      if (!wrong.isEmpty()) {
        throw new IllegalArgumentException(end.getHostAddress() + " cannot be a room: " + wrong);
      }
    }
    if (Integer.compareUnsigned(firstGroup, lastGroup) > 0) {
      throw new IllegalArgumentException("the range ends before it begins");
    }
    if (firstGroup == lastGroup && first.equals(commands.getAddress())) {
      throw new IllegalArgumentException("the range holds only the command group");
    }
  }

  /**
   * Reads {@code 239.0.0.11-239.0.0.254}, or a single group.
   *
   * @throws IllegalArgumentException if it is no range of groups; the message says why
   */
  public static AddressPool parse(String range, InetSocketAddress commands) {
    int dash = range.indexOf('-');
    Inet4Address first = Ipv4.parse(dash < 0 ? range : range.substring(0, dash));
    Inet4Address last = dash < 0 ? first : Ipv4.parse(range.substring(dash + 1));
    return new AddressPool(first, last, commands);
  }

  /** The next address, or null if there is none left. */
  public @Nullable InetSocketAddress take(long nowNanos) {
    InetSocketAddress address = fresh();
    if (address == null) {
      address = rested(nowNanos);
    }
    if (address == null && nextPort + PORT_STEP <= PORT_MAX) {
      nextPort += PORT_STEP;
      nextGroup = firstGroup;
      address = fresh();
    }
    if (address != null) {
      used.add(address);
    }
    return address;
  }

  private @Nullable InetSocketAddress fresh() {
    while (nextGroup <= lastGroup) {
      InetSocketAddress address = new InetSocketAddress(Ipv4.of((int) nextGroup++), nextPort);
      if (isFree(address)) {
        return address;
      }
    }
    return null;
  }

  private boolean isFree(InetSocketAddress address) {
    return !address.getAddress().equals(commands.getAddress())
        && !used.contains(address)
        && !resting.containsKey(address);
  }

  private @Nullable InetSocketAddress rested(long nowNanos) {
    Iterator<Map.Entry<InetSocketAddress, Long>> oldest = resting.entrySet().iterator();
    while (oldest.hasNext()) {
      Map.Entry<InetSocketAddress, Long> entry = oldest.next();
      if (nowNanos - entry.getValue() < REST_NANOS) {
        return null;
      }
      oldest.remove();
      if (!used.contains(entry.getKey())) {
        return entry.getKey();
      }
    }
    return null;
  }

  /** Takes one particular address, as another directory gave it out; false if it cannot be had. */
  public boolean claim(InetSocketAddress address) {
    if (address.getAddress().equals(commands.getAddress()) || used.contains(address)) {
      return false;
    }
    used.add(address);
    resting.remove(address);
    return true;
  }

  /** The room at this address is gone. */
  public void giveBack(long nowNanos, InetSocketAddress address) {
    if (used.remove(address)) {
      resting.putLast(address, nowNanos);
      if (resting.size() > RESTING_MAX) {
        resting.pollFirstEntry();
      }
    }
  }
}
