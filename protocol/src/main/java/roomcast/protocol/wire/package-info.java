/**
 * The bytes of the multicast protocol: datagrams and the parts in them, blocks, and the seals that
 * prove blocks. Reading never throws and never allocates by a declared length.
 */
@NullMarked
package roomcast.protocol.wire;

import org.jspecify.annotations.NullMarked;
