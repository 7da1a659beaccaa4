/**
 * What others say: blocks wait here until the ones before them have come and a seal has proved
 * them.
 */
@NullMarked
package roomcast.protocol.receiving;

import org.jspecify.annotations.NullMarked;
