/**
 * How programs find a directory, and directories each other: binary datagrams beside the text port.
 */
@NullMarked
package roomcast.protocol.discovery;

import org.jspecify.annotations.NullMarked;
