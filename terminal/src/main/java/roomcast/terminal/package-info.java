/**
 * What all that is typed at a terminal has in common: exit codes, and sentences said in several
 * places.
 */
@NullMarked
package roomcast.terminal;

import org.jspecify.annotations.NullMarked;
