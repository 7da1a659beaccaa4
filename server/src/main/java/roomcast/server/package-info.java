/** The directory server as a process: channels, console, signals, and the loop that drives it. */
@NullMarked
package roomcast.server;

import org.jspecify.annotations.NullMarked;
