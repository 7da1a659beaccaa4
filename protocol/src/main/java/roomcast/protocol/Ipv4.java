package roomcast.protocol;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** IPv4 addresses as numbers and as text, without ever asking a name server. */
public final class Ipv4 {
  private static final Pattern DOTTED = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  private Ipv4() {}

  /**
   * Reads four decimal numbers of 0 to 255 joined by dots.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static Inet4Address parse(String text) {
    if (!DOTTED.matcher(text).matches()) {
      throw new IllegalArgumentException("'" + text + "' is not an IPv4 address");
    }
    int bits = 0;
    for (String part : text.split("\\.", -1)) {
      int value = Integer.parseInt(part);
      if (value > 255) {
        throw new IllegalArgumentException("'" + text + "' is not an IPv4 address");
      }
      bits = bits << 8 | value;
    }
    return of(bits);
  }

  /** The address whose four bytes, the first one highest, are {@code bits}. */
  public static Inet4Address of(int bits) {
    byte[] bytes = {(byte) (bits >>> 24), (byte) (bits >>> 16), (byte) (bits >>> 8), (byte) bits};
    try {
      return (Inet4Address) InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are always an address", e);
    }
  }

  /** The four bytes as a number, the first one highest. */
  public static int bits(Inet4Address address) {
    byte[] bytes = address.getAddress();
    return (bytes[0] & 0xff) << 24
        | (bytes[1] & 0xff) << 16
        | (bytes[2] & 0xff) << 8
        | (bytes[3] & 0xff);
  }

  /**
   * Why rooms and commands cannot live on this group, or nothing.
   *
   * <p>224.0.0.0/24 is for the network's own control traffic and never leaves a link (RFC 5771,
   * section 4).
   */
  public static String whyNoGroup(Inet4Address address) {
    if (!address.isMulticastAddress()) {
      return "it is not a multicast address (224.0.1.0 to 239.255.255.255)";
    }
    if (bits(address) >>> 8 == 0xe00000) {
      return "224.0.0.x is reserved for the network's own control traffic";
    }
    return "";
  }
}
