/** Measures Roomcast beside a peer, in one run and on one network that loses datagrams. */
@NullMarked
package roomcast.benchmarks;

import org.jspecify.annotations.NullMarked;
