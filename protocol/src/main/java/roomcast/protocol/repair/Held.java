package roomcast.protocol.repair;

import roomcast.protocol.wire.Block;
import roomcast.protocol.wire.Seal;

/**
 * A proved block, and the seal that proves it.
 *
 * @param heldSinceNanos when it was proved here
 */
record Held(Block block, Seal seal, long heldSinceNanos) {
  int size() {
    return block.size() + Seal.BYTES;
  }
}
