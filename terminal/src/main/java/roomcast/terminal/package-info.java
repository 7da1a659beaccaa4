/** The commands that people type, one for each thing a script may want done. */
@NullMarked
package roomcast.terminal;

import org.jspecify.annotations.NullMarked;
