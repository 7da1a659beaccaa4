/**
 * Whole rooms in simulated time: members, the network between them, and everything that can go
 * wrong with either, all of it from one seed. Nothing here waits, and the same seed gives the same
 * run.
 */
@NullMarked
package roomcast.simulation;

import org.jspecify.annotations.NullMarked;
