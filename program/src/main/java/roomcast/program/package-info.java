/** The main class: starts whatever was asked for. */
@NullMarked
package roomcast.program;

import org.jspecify.annotations.NullMarked;
