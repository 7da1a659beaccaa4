/**
 * Loss repair: what is held for others, when to ask, when to answer, and how long a round trip
 * takes.
 */
@NullMarked
package roomcast.protocol.repair;

import org.jspecify.annotations.NullMarked;
