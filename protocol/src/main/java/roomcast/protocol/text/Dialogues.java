package roomcast.protocol.text;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.Counter;
import roomcast.protocol.Counters;
import roomcast.protocol.Limits;
import roomcast.protocol.Room;
import roomcast.protocol.RoomName;
import roomcast.protocol.Subnet;
import roomcast.protocol.Transmit;
import roomcast.protocol.pacing.EndpointLimiter;
import roomcast.protocol.pacing.TokenBucket;

/**
 * The directory's side of the text protocol: every client's dialogue, and the relay to clients in
 * rooms.
 *
 * <p>A state machine without input and output. Datagrams go in by {@code handle…}, replies and
 * events are fetched by {@code poll…} after each; time is an argument and never goes back. Each
 * client is known by its address and port, so that none waits for, or answers, another.
 */
public final class Dialogues {
  /** The longest list of rooms in one datagram, in bytes. */
  public static final int LISTING_BYTES_MAX = 8_192;

  /** No timer is running. */
  public static final long NO_DEADLINE = Long.MAX_VALUE;

  private final RoomRegistry rooms;
  private final Limits limits;
  private final Counters<Counter> counters;
  private final TextClients clients;
  private final EndpointLimiter senders;
  private final EndpointLimiter receivers;
  private final TokenBucket relayed;
  private final Deque<Transmit> transmits = new ArrayDeque<>();
  private final Deque<TextEvent> events = new ArrayDeque<>();
  private List<Subnet> served = List.of();

  /** No client is known, and none is served before {@link #serve}. */
  public Dialogues(long nowNanos, RoomRegistry rooms, Limits limits, Counters<Counter> counters) {
    this.rooms = rooms;
    this.limits = limits;
    this.counters = counters;
    this.clients = new TextClients(limits, counters);
    this.senders = new EndpointLimiter(limits);
    this.receivers = new EndpointLimiter(limits);
    this.relayed = new TokenBucket(nowNanos, limits.relayedPerSecond(), limits.relayedPerSecond());
  }

  /**
   * From now on only programs in these subnets are answered, so that a forged source harms nobody.
   */
  public void serve(List<Subnet> subnets) {
    served = List.copyOf(subnets);
  }

  /** A datagram came to the command group. */
  public void handleCommand(long nowNanos, InetSocketAddress source, byte[] datagram) {
    counters.increment(Counter.COMMANDS_HEARD);
    if (!isServed(source.getAddress())) {
      counters.increment(Counter.FOREIGN_DROPPED);
      return;
    }
    if (!senders.tryTake(nowNanos, source)) {
      counters.increment(Counter.SENDER_LIMIT_DROPPED);
      return;
    }
    String text = Utf8.decodeLine(datagram);
    DialogueInput input = DialogueInput.classify(text, rooms);
    TextClient client = clients.heard(nowNanos, source);
    DialogueState state = client == null ? DialogueState.OUTSIDE : client.state;
    DialogueTable.Transition transition = DialogueTable.transition(state, input);
    switch (transition.action()) {
      case IGNORE, LEAVE -> {
        if (text == null) {
          counters.increment(Counter.MALFORMED_DROPPED);
        }
        if (client != null && transition.action() == DialogueAction.LEAVE) {
          clients.leave(client);
        }
      }
      default -> {
        if (client == null) {
          client = clients.add(nowNanos, source);
          emit(new TextEvent.ClientSeen(source));
        }
        client.state = transition.next();
        act(nowNanos, client, transition.action(), text == null ? "" : text);
      }
    }
  }

  private void act(long nowNanos, TextClient client, DialogueAction action, String text) {
    switch (action) {
      case GREET -> {
        clients.leave(client);
        reply(nowNanos, client, TextReplies.GREETING);
      }
      case LIST -> reply(nowNanos, client, listing(DialogueInput.listFrom(text)));
      case ASK_NAME -> reply(nowNanos, client, TextReplies.ASK_NAME);
      case MAKE -> reply(nowNanos, client, make(nowNanos, client, text));
      case SAY_TAKEN -> reply(nowNanos, client, TextReplies.TAKEN);
      case SAY_NOT_ALLOWED -> reply(nowNanos, client, TextReplies.NOT_ALLOWED);
      case DELETE -> reply(nowNanos, client, delete(nowNanos, client, text));
      case SAY_UNKNOWN -> reply(nowNanos, client, TextReplies.UNKNOWN);
      case SAY_NOT_FOUND -> reply(nowNanos, client, TextReplies.NOT_FOUND);
      case CLOSE -> emit(new TextEvent.ConnectionClosed(client.source));
      case ENTER -> {
        Room room = existing(text);
        if (!clients.enter(client, room.name())) {
          counters.increment(Counter.ROOM_FULL_REFUSED);
        }
      }
      case LEAVE -> clients.leave(client);
      case IGNORE -> {}
    }
  }

  private Room existing(String text) {
    RoomName name = RoomName.parse(text);
    Room room = name == null ? null : rooms.find(name);
    if (room == null) {
      throw new IllegalStateException("the input was classified as a room's name");
    }
    return room;
  }

  private String make(long nowNanos, TextClient client, String text) {
    RoomName name = RoomName.parse(text);
    Room room = name == null ? null : rooms.make(nowNanos, name);
    if (room == null) {
      return TextReplies.FULL;
    }
    counters.increment(Counter.ROOMS_MADE);
    emit(new TextEvent.RoomMade(client.source, room));
    return TextReplies.MADE;
  }

  private String delete(long nowNanos, TextClient client, String text) {
    Room room = existing(text);
    rooms.delete(nowNanos, room);
    clients.empty(room.name());
    counters.increment(Counter.ROOMS_DELETED);
    emit(new TextEvent.RoomDeleted(client.source, room));
    return TextReplies.DELETED;
  }

  private String listing(int from) {
    StringBuilder lines = new StringBuilder();
    int bytes = 0;
    int number = 0;
    for (Room room : rooms.inOrder()) {
      if (++number < from) {
        continue;
      }
      String line = room.listing();
      bytes += line.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > LISTING_BYTES_MAX) {
        break;
      }
      lines.append(line);
    }
    return lines.toString();
  }

  /** A datagram came to the text port of a room. */
  public void handleChat(long nowNanos, Room room, InetSocketAddress source, byte[] datagram) {
    counters.increment(Counter.CHAT_HEARD);
    if (!senders.tryTake(nowNanos, source)) {
      counters.increment(Counter.SENDER_LIMIT_DROPPED);
      return;
    }
    ChatLine line = ChatLine.parse(datagram);
    if (line == null) {
      counters.increment(Counter.MALFORMED_DROPPED);
      return;
    }
    emit(new TextEvent.Heard(source, room, datagram));
    TextClient speaker = clients.heard(nowNanos, source);
    if (speaker != null && line.isExit() && room.name().equals(speaker.room)) {
      clients.leave(speaker);
    }
    relay(nowNanos, room, datagram);
  }

  /** Native members have said something: text clients in the room hear it. */
  public void say(long nowNanos, Room room, ChatLine line) {
    relay(nowNanos, room, line.encode());
  }

  private void relay(long nowNanos, Room room, byte[] datagram) {
    for (TextClient listener : clients.inside(room.name())) {
      if (!relayed.tryTake(nowNanos)) {
        counters.increment(Counter.RELAY_LIMIT_DROPPED);
      } else if (transmit(nowNanos, listener, datagram)) {
        counters.increment(Counter.LINES_RELAYED);
      }
    }
  }

  private void reply(long nowNanos, TextClient client, String text) {
    if (transmit(nowNanos, client, text.getBytes(StandardCharsets.UTF_8))) {
      counters.increment(Counter.REPLIES_SENT);
    }
  }

  private boolean transmit(long nowNanos, TextClient client, byte[] datagram) {
    if (!isServed(client.source.getAddress())) {
      counters.increment(Counter.FOREIGN_DROPPED);
      return false;
    }
    if (!receivers.tryTake(nowNanos, client.source)) {
      counters.increment(Counter.RECEIVER_LIMIT_DROPPED);
      return false;
    }
    if (transmits.size() >= limits.queueMax()) {
      counters.increment(Counter.QUEUE_OVERFLOWS);
      return false;
    }
    transmits.add(new Transmit(client.source, datagram));
    return true;
  }

  private boolean isServed(InetAddress address) {
    for (Subnet subnet : served) {
      if (subnet.contains(address)) {
        return true;
      }
    }
    return false;
  }

  private void emit(TextEvent event) {
    if (events.size() >= limits.queueMax()) {
      counters.increment(Counter.QUEUE_OVERFLOWS);
    } else {
      events.add(event);
    }
  }

  /** Another directory serves this program now; nothing is said. */
  public void forget(InetSocketAddress source, long nowNanos) {
    TextClient client = clients.heard(nowNanos, source);
    if (client != null) {
      clients.forget(client);
    }
  }

  /** Text clients remembered. */
  public int clientsKnown() {
    return clients.size();
  }

  /** Text clients that are in a room, or in a dialogue and heard in the last five minutes. */
  public int clientsEngaged(long nowNanos) {
    return clients.engaged(nowNanos);
  }

  /** Forgets whoever has been silent for too long. */
  public void handleTimeout(long nowNanos) {
    clients.expire(nowNanos);
  }

  /** When {@link #handleTimeout} wants to be called, or {@link #NO_DEADLINE}. */
  public long pollDeadline() {
    Long next = clients.nextExpiryNanos();
    return next == null ? NO_DEADLINE : next;
  }

  /** The next datagram to send, or null. */
  public @Nullable Transmit pollTransmit() {
    return transmits.poll();
  }

  /** The next event, or null. */
  public @Nullable TextEvent pollEvent() {
    return events.poll();
  }
}
