package roomcast.client;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roomcast.client.disk.AddressBook;
import roomcast.protocol.Room;
import roomcast.protocol.RoomName;
import roomcast.protocol.discovery.DiscoveryCodec;
import roomcast.protocol.discovery.DiscoveryFrame;
import roomcast.transport.Interfaces;
import roomcast.transport.NetworkSettings;

/** Finds rooms: asks the directory, and remembers what it says for when it is not there. */
public final class RoomFinder {
  private static final Duration PATIENCE = Duration.ofMillis(400);
  private static final int ATTEMPTS = 4;
  private static final int ROOMS_MAX = 10_000;

  private final NetworkSettings network;
  private final AddressBook book;

  /** From where a room is known. */
  public enum Source {
    /** The directory has it now. */
    DIRECTORY,
    /** An original server has it now; whoever is there understands plain text only. */
    ORIGINAL,
    /** No directory answers; the room is where it was seen last. */
    REMEMBERED
  }

  /** A room, and from where it is known. */
  public record Found(Room room, Source source) {}

  /** All rooms of a directory, and what kind of directory it is. */
  public record Listing(List<Room> rooms, Source source) {
    /** Immutable. */
    public Listing {
      rooms = List.copyOf(rooms);
    }
  }

  private volatile boolean answered;

  /** Asks in this network, and remembers in this book. */
  public RoomFinder(NetworkSettings network, AddressBook book) {
    this.network = network;
    this.book = book;
  }

  /** All rooms that a directory has, or null if none answers. */
  public @Nullable Listing list() throws IOException {
    FoundDirectory directory = new DirectoryFinder(network).find();
    if (directory == null) {
      return null;
    }
    if (directory.isOriginal()) {
      List<ListedRoom> listed = new DirectoryClient(network).rooms();
      return listed == null ? null : new Listing(rooms(listed), Source.ORIGINAL);
    }
    List<Room> rooms = pages(directory);
    if (rooms == null) {
      return null;
    }
    book.remember(rooms);
    return new Listing(rooms, Source.DIRECTORY);
  }

  /** An original server does not say how often a room was made. */
  private static List<Room> rooms(List<ListedRoom> listed) {
    List<Room> rooms = new ArrayList<>();
    for (ListedRoom one : listed) {
      RoomName name = RoomName.parse(one.name());
      if (name != null) {
        rooms.add(new Room(name, one.address(), 1));
      }
    }
    return rooms;
  }

  /** Whether a directory answered when a room was looked for last. */
  public boolean hasDirectory() {
    return answered;
  }

  private @Nullable List<Room> pages(FoundDirectory directory) throws IOException {
    List<Room> rooms = new ArrayList<>();
    try (Exchange exchange =
        new Exchange(
            network.discoveryGroup(), Interfaces.select(network.interfaces()), network.ttl())) {
      int total = Integer.MAX_VALUE;
      while (rooms.size() < Math.min(total, ROOMS_MAX)) {
        DiscoveryFrame.RoomsPage page = page(exchange, directory, rooms.size());
        if (page == null) {
          return null;
        }
        total = page.total();
        if (page.rooms().isEmpty()) {
          break;
        }
        rooms.addAll(page.rooms());
      }
    }
    return rooms;
  }

  private static DiscoveryFrame.@Nullable RoomsPage page(
      Exchange exchange, FoundDirectory directory, int from) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long nonce = Nonces.next();
      exchange.ask(
          DiscoveryCodec.encode(new DiscoveryFrame.RoomsRequest(nonce, from)), directory.address());
      Exchange.Reply reply = exchange.await(PATIENCE);
      if (reply != null
          && DiscoveryCodec.decode(reply.datagram()) instanceof DiscoveryFrame.RoomsPage page
          && page.nonce() == nonce
          && page.from() == from) {
        return page;
      }
    }
    return null;
  }

  /**
   * The room of that name, at the directory, or as it was remembered.
   *
   * @return null if the directory does not have it, or none answers and it is not remembered
   */
  public @Nullable Found find(String typed) throws IOException {
    RoomName name = RoomName.parse(typed);
    if (name == null) {
      return null;
    }
    Listing listing = list();
    answered = listing != null;
    if (listing == null) {
      Room known = book.find(name);
      return known == null ? null : new Found(known, Source.REMEMBERED);
    }
    for (Room room : listing.rooms()) {
      if (room.name().equals(name)) {
        return new Found(room, listing.source());
      }
    }
    return null;
  }
}
