/**
 * The console: the original client's dialogue with a person, on a screen that can be typed on
 * meanwhile.
 */
@NullMarked
package roomcast.terminal.console;

import org.jspecify.annotations.NullMarked;
