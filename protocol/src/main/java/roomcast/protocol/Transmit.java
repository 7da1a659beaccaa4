package roomcast.protocol;

import java.net.InetSocketAddress;

/**
 * A datagram that a state machine wants sent.
 *
 * @param destination where to: one program, or a group
 * @param datagram the bytes; shared between transmits, never to be changed
 */
public record Transmit(InetSocketAddress destination, byte[] datagram) {}
