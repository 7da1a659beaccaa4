/** The directory's rules: rooms, their addresses, and which of several directories serves. */
@NullMarked
package roomcast.directory;

import org.jspecify.annotations.NullMarked;
