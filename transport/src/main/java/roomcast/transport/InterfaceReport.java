package roomcast.transport;

import java.net.NetworkInterface;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of one network interface.
 *
 * @param netif the interface
 * @param usable it, ready for use, or null
 * @param loopback whether it leads back to this machine only
 * @param addresses its addresses as text
 * @param whyNot why it cannot be used, as a sentence without its subject, or null
 */
public record InterfaceReport(
    NetworkInterface netif,
    @Nullable ServedInterface usable,
    boolean loopback,
    List<String> addresses,
    @Nullable String whyNot) {}
