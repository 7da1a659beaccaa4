/**
 * What every part of the protocol speaks of: rooms, counters, limits, datagrams to send. No input
 * or output.
 */
@NullMarked
package roomcast.protocol;

import org.jspecify.annotations.NullMarked;
