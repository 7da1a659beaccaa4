package roomcast.protocol;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * An IPv4 subnet in CIDR form (RFC 4632).
 *
 * @param network the address as a number, host bits zero
 * @param prefixLength 0 to 32
 */
public record Subnet(int network, int prefixLength) {

  /** Cuts the host bits off. */
  public Subnet {
    if (prefixLength < 0 || prefixLength > 32) {
      throw new IllegalArgumentException("a prefix length is 0 to 32, not " + prefixLength);
    }
    network &= mask(prefixLength);
  }

  /** The subnet of {@code prefixLength} bits that {@code address} is in. */
  public static Subnet of(Inet4Address address, int prefixLength) {
    return new Subnet(bits(address), prefixLength);
  }

  /**
   * Reads {@code 192.168.2.0/24}; a bare address is a subnet of one.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static Subnet parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    String prefix = slash < 0 ? "32" : text.substring(slash + 1);
    try {
      return new Subnet(Ipv4.bits(Ipv4.parse(address)), Integer.parseInt(prefix));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a subnet such as 192.168.2.0/24", e);
    }
  }

  /** Whether {@code address} is an IPv4 address in the subnet. */
  public boolean contains(InetAddress address) {
    return address instanceof Inet4Address v4 && (bits(v4) & mask(prefixLength)) == network;
  }

  @Override
  public String toString() {
    return Ipv4.of(network).getHostAddress() + "/" + prefixLength;
  }

  private static int bits(Inet4Address address) {
    return Ipv4.bits(address);
  }

  private static int mask(int prefixLength) {
    return prefixLength == 0 ? 0 : -1 << (32 - prefixLength);
  }
}
