/**
 * The text protocol: lines typed by people and simple programs, and the directory's dialogue with
 * them.
 */
@NullMarked
package roomcast.protocol.text;

import org.jspecify.annotations.NullMarked;
