/** The commands that people and scripts give, one class each. */
@NullMarked
package roomcast.terminal.command;

import org.jspecify.annotations.NullMarked;
