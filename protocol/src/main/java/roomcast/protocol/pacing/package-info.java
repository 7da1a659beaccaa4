/** Limits on how often something may happen, and how often one datagram counts. */
@NullMarked
package roomcast.protocol.pacing;

import org.jspecify.annotations.NullMarked;
