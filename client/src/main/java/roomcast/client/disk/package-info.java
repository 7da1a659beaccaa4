/** What an installation keeps on disk: its key, the ends of its logs, and the rooms it knows. */
@NullMarked
package roomcast.client.disk;

import org.jspecify.annotations.NullMarked;
