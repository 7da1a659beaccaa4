/** What a program needs to find a directory, use it, and be in a room. */
@NullMarked
package roomcast.client;

import org.jspecify.annotations.NullMarked;
