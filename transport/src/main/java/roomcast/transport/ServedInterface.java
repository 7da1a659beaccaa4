package roomcast.transport;

import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.util.List;
import roomcast.protocol.Subnet;

/**
 * A network interface on which we join groups and send.
 *
 * @param netif the interface
 * @param index the number that the system gives it; another one after it was removed and came back
 * @param address its first IPv4 address
 * @param subnets the subnets of all its IPv4 addresses
 */
public record ServedInterface(
    NetworkInterface netif, int index, Inet4Address address, List<Subnet> subnets) {

  /** The name that the system gives it, such as {@code eth0}. */
  public String name() {
    return netif.getName();
  }

  @Override
  public String toString() {
    return name() + " (" + address.getHostAddress() + ")";
  }
}
