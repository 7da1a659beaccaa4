/** Who is measured: Roomcast by its client library, and Aeron, both as a sender or a receiver. */
@NullMarked
package roomcast.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
