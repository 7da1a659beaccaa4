/**
 * Multicast sockets, the interfaces that they use, and the loop that drives state machines with
 * them.
 */
@NullMarked
package roomcast.transport;

import org.jspecify.annotations.NullMarked;
