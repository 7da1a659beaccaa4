package roomcast.protocol.text;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.Counter;
import roomcast.protocol.Counters;
import roomcast.protocol.Limits;
import roomcast.protocol.RoomName;

/**
 * The text clients that are remembered, and which room each is in.
 *
 * <p>A full table forgets the longest silent client of the address that holds most: whoever takes
 * many places loses them first.
 */
final class TextClients {
  /** A dialogue in which nothing has been said for this long has been given up. */
  private static final long DIALOGUE_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final Limits limits;
  private final Counters<Counter> counters;

  /** In the order of last being heard. */
  private final SequencedMap<InetSocketAddress, TextClient> clients =
      new LinkedHashMap<>(16, 0.75f, true);

  /** The same clients by address, each list in the order of last being heard. */
  private final Map<InetAddress, SequencedMap<InetSocketAddress, TextClient>> byAddress =
      new LinkedHashMap<>();

  /** Addresses by how many clients each holds. */
  private final TreeMap<Integer, SequencedSet<InetAddress>> byHolding = new TreeMap<>();

  private final Map<RoomName, Map<InetSocketAddress, TextClient>> byRoom = new LinkedHashMap<>();

  TextClients(Limits limits, Counters<Counter> counters) {
    this.limits = limits;
    this.counters = counters;
  }

  int size() {
    return clients.size();
  }

  /** Clients that are in a room, or in a dialogue and heard not long ago. */
  int engaged(long nowNanos) {
    int engaged = 0;
    for (TextClient client : clients.values()) {
      boolean talking =
          client.state != DialogueState.OUTSIDE
              && nowNanos - client.lastHeardNanos < DIALOGUE_NANOS;
      if (talking || client.room != null) {
        engaged++;
      }
    }
    return engaged;
  }

  /** The client of that source, now heard, or null if it is unknown. */
  @Nullable TextClient heard(long nowNanos, InetSocketAddress source) {
    TextClient client = clients.get(source);
    if (client != null) {
      client.lastHeardNanos = nowNanos;
      holding(source.getAddress()).get(source);
    }
    return client;
  }

  /** Remembers a new client; makes space for it if there is none. */
  TextClient add(long nowNanos, InetSocketAddress source) {
    while (clients.size() >= limits.clientsMax()) {
      SequencedSet<InetAddress> greediest = byHolding.lastEntry().getValue();
      forget(holding(greediest.getFirst()).firstEntry().getValue());
      counters.increment(Counter.CLIENTS_EVICTED);
    }
    TextClient client = new TextClient(source, nowNanos);
    clients.put(source, client);
    Map<InetSocketAddress, TextClient> holding = holding(source.getAddress());
    holding.put(source, client);
    moveHolding(source.getAddress(), holding.size() - 1, holding.size());
    return client;
  }

  void forget(TextClient client) {
    leave(client);
    clients.remove(client.source);
    InetAddress address = client.source.getAddress();
    Map<InetSocketAddress, TextClient> holding = holding(address);
    holding.remove(client.source);
    moveHolding(address, holding.size() + 1, holding.size());
    if (holding.isEmpty()) {
      byAddress.remove(address);
    }
  }

  private SequencedMap<InetSocketAddress, TextClient> holding(InetAddress address) {
    return byAddress.computeIfAbsent(address, any -> new LinkedHashMap<>(16, 0.75f, true));
  }

  private void moveHolding(InetAddress address, int from, int to) {
    SequencedSet<InetAddress> old = byHolding.get(from);
    if (old != null) {
      old.remove(address);
      if (old.isEmpty()) {
        byHolding.remove(from);
      }
    }
    if (to > 0) {
      byHolding.computeIfAbsent(to, any -> new LinkedHashSet<>()).add(address);
    }
  }

  /** Puts the client into the room and out of any other; false if the room is full. */
  boolean enter(TextClient client, RoomName room) {
    leave(client);
    Map<InetSocketAddress, TextClient> inside =
        byRoom.computeIfAbsent(room, any -> new LinkedHashMap<>());
    if (inside.size() >= limits.clientsPerRoomMax()) {
      return false;
    }
    inside.put(client.source, client);
    client.room = room;
    return true;
  }

  void leave(TextClient client) {
    if (client.room == null) {
      return;
    }
    Map<InetSocketAddress, TextClient> inside = byRoom.get(client.room);
    if (inside != null) {
      inside.remove(client.source);
      if (inside.isEmpty()) {
        byRoom.remove(client.room);
      }
    }
    client.room = null;
  }

  /** Everybody out: the room is gone. */
  void empty(RoomName room) {
    List<TextClient> inside = new ArrayList<>(inside(room));
    inside.forEach(this::leave);
  }

  Collection<TextClient> inside(RoomName room) {
    Map<InetSocketAddress, TextClient> inside = byRoom.get(room);
    return inside == null ? List.of() : inside.values();
  }

  void expire(long nowNanos) {
    while (!clients.isEmpty()) {
      TextClient eldest = clients.firstEntry().getValue();
      if (nowNanos - eldest.lastHeardNanos < limits.clientIdleNanos()) {
        return;
      }
      forget(eldest);
      counters.increment(Counter.CLIENTS_EXPIRED);
    }
  }

  /** When the next client may have to be forgotten, or null. */
  @Nullable Long nextExpiryNanos() {
    return clients.isEmpty()
        ? null
        : clients.firstEntry().getValue().lastHeardNanos + limits.clientIdleNanos();
  }
}
