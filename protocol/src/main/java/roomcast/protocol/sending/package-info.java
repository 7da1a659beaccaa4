/** What we say: messages become blocks, blocks become sealed runs, and the pace is kept. */
@NullMarked
package roomcast.protocol.sending;

import org.jspecify.annotations.NullMarked;
