package roomcast.transport;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.Subnet;

/**
 * Which network interfaces to use.
 *
 * <p>Every one is named explicitly when joining and sending: what the system would choose by itself
 * is, on a machine with a VPN or virtual machines, often the wrong one. Without a choice of the
 * user's all usable ones serve; the loopback interface only if it is named, or if nothing else is
 * usable.
 */
public final class Interfaces {
  private Interfaces() {}

  /**
   * The interfaces to use now.
   *
   * @param chosen names or IPv4 addresses; empty for every usable one
   * @return possibly none, if {@code chosen} is empty and this machine has no usable interface at
   *     all
   * @throws NoSuchInterfaceException if a chosen one is not there or not usable
   * @throws IOException if the system does not tell its interfaces
   */
  public static List<ServedInterface> select(List<String> chosen) throws IOException {
    List<InterfaceReport> reports = survey();
    if (!chosen.isEmpty()) {
      List<ServedInterface> selected = new ArrayList<>();
      for (String name : chosen) {
        ServedInterface found = choose(name, reports);
        if (selected.stream().noneMatch(one -> one.index() == found.index())) {
          selected.add(found);
        }
      }
      return List.copyOf(selected);
    }
    List<ServedInterface> usable = usable(reports, false);
    return usable.isEmpty() ? usable(reports, true) : usable;
  }

  /** The same, but leaves out chosen ones that are not there: they may come back. */
  public static List<ServedInterface> selectPresent(List<String> chosen) throws IOException {
    if (chosen.isEmpty()) {
      return select(chosen);
    }
    List<InterfaceReport> reports = survey();
    List<ServedInterface> present = new ArrayList<>();
    for (String name : chosen) {
      InterfaceReport found = find(name, reports);
      if (found != null && found.usable() != null && !present.contains(found.usable())) {
        present.add(found.usable());
      }
    }
    return List.copyOf(present);
  }

  /** Every interface of this machine, in the system's order. */
  public static List<InterfaceReport> survey() throws IOException {
    List<InterfaceReport> reports = new ArrayList<>();
    for (NetworkInterface netif : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      try {
        reports.add(report(netif));
      } catch (SocketException vanished) {
        // It went away between being listed and being asked.
      }
    }
    reports.sort(Comparator.comparingInt(report -> report.netif().getIndex()));
    return List.copyOf(reports);
  }

  private static InterfaceReport report(NetworkInterface netif) throws SocketException {
    List<String> addresses =
        netif.getInterfaceAddresses().stream()
            .map(one -> one.getAddress().getHostAddress() + "/" + one.getNetworkPrefixLength())
            .toList();
    boolean loopback = netif.isLoopback();
    String whyNot = whyNot(netif, loopback);
    ServedInterface usable = whyNot == null ? serve(netif) : null;
    return new InterfaceReport(netif, usable, loopback, addresses, whyNot);
  }

  private static @Nullable String whyNot(NetworkInterface netif, boolean loopback)
      throws SocketException {
    if (!netif.isUp()) {
      return "is down";
    }
    if (firstIpv4(netif) == null) {
      return "has no IPv4 address";
    }
    // The loopback interface carries multicast on Linux although it is not marked so.
    if (!loopback && !netif.supportsMulticast()) {
      return "does not carry multicast";
    }
    return null;
  }

  private static @Nullable Inet4Address firstIpv4(NetworkInterface netif) {
    for (InterfaceAddress one : netif.getInterfaceAddresses()) {
      if (one.getAddress() instanceof Inet4Address address) {
        return address;
      }
    }
    return null;
  }

  private static @Nullable ServedInterface serve(NetworkInterface netif) {
    Inet4Address first = firstIpv4(netif);
    if (first == null) {
      return null;
    }
    List<Subnet> subnets = new ArrayList<>();
    for (InterfaceAddress one : netif.getInterfaceAddresses()) {
      if (one.getAddress() instanceof Inet4Address address) {
        subnets.add(Subnet.of(address, one.getNetworkPrefixLength()));
      }
    }
    return new ServedInterface(netif, netif.getIndex(), first, List.copyOf(subnets));
  }

  private static List<ServedInterface> usable(List<InterfaceReport> reports, boolean loopback) {
    List<ServedInterface> usable = new ArrayList<>();
    for (InterfaceReport report : reports) {
      if (report.usable() != null && report.loopback() == loopback) {
        usable.add(report.usable());
      }
    }
    return List.copyOf(usable);
  }

  private static ServedInterface choose(String name, List<InterfaceReport> reports)
      throws NoSuchInterfaceException {
    InterfaceReport found = find(name, reports);
    if (found != null) {
      if (found.usable() == null) {
        throw new NoSuchInterfaceException("interface " + name + " " + found.whyNot());
      }
      return found.usable();
    }
    String present =
        reports.stream()
            .filter(report -> report.usable() != null)
            .map(report -> report.netif().getName())
            .collect(Collectors.joining(", "));
    throw new NoSuchInterfaceException(
        "there is no interface " + name + (present.isEmpty() ? "" : "; usable here: " + present));
  }

  private static @Nullable InterfaceReport find(String name, List<InterfaceReport> reports) {
    for (InterfaceReport report : reports) {
      if (report.netif().getName().equals(name) || hasAddress(report.netif(), name)) {
        return report;
      }
    }
    return null;
  }

  private static boolean hasAddress(NetworkInterface netif, String text) {
    for (InetAddress address : Collections.list(netif.getInetAddresses())) {
      if (address.getHostAddress().equals(text)) {
        return true;
      }
    }
    return false;
  }
}
