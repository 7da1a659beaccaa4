/**
 * One member in one room: what it sends, what it makes of what it hears, and who else is there. No
 * sockets, clock, threads or chance of its own.
 */
@NullMarked
package roomcast.protocol.session;

import org.jspecify.annotations.NullMarked;
