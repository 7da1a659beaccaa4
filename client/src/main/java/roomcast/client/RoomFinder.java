package roomcast.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import roomcast.client.disk.AddressBook;
import roomcast.protocol.Room;
import roomcast.protocol.RoomName;
import roomcast.protocol.discovery.DiscoveryCodec;
import roomcast.protocol.discovery.DiscoveryFrame;
import roomcast.protocol.wire.PublicKey;
import roomcast.transport.Interfaces;
import roomcast.transport.NetworkSettings;

/**
 * Finds rooms: asks the directory, and remembers what it says for when it is not there, and by
 * which key. Safe for any number of threads.
 *
 * <p>The key of a room's directory is pinned when the room is first found, to be gone into, at a
 * directory that is no temporary one. A directory of another key that lists the room later is not
 * taken for the room's; that is told once for each pair of keys.
 */
public final class RoomFinder {
  private static final Duration PATIENCE = Duration.ofMillis(400);
  private static final int ATTEMPTS = 4;
  private static final int ROOMS_MAX = 10_000;
  private static final int TOLD_MAX = 256;

  private final NetworkSettings network;
  private final AddressBook book;
  private final Consumer<String> reports;
  private final KeyListener listener;
  private final Proofs proofs = new Proofs();
  private final Set<List<@Nullable PublicKey>> told = new LinkedHashSet<>();

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

  /** All rooms of a directory, and which directory that is. */
  public record Listing(List<Room> rooms, FoundDirectory directory) {
    /** Immutable. */
    public Listing {
      rooms = List.copyOf(rooms);
    }

    Source source() {
      return directory.isOriginal() ? Source.ORIGINAL : Source.DIRECTORY;
    }

    @Nullable Room room(RoomName name) {
      for (Room room : rooms) {
        if (room.name().equals(name)) {
          return room;
        }
      }
      return null;
    }
  }

  /** Told of rooms whose directory is known by another key from now on, on any thread. */
  @FunctionalInterface
  interface KeyListener {
    void changed(Room room, @Nullable PublicKey directory);
  }

  /** What became of {@link #trust}. */
  public sealed interface Trust {
    /**
     * It was done.
     *
     * @param room the room that was named
     * @param directory the directory that has it now
     * @param before the key that was pinned, or null
     * @param now the key that is pinned, or null if none is: the directory is a temporary one
     * @param rooms how many rooms had the key before, this one included
     */
    record Done(
        Room room,
        FoundDirectory directory,
        @Nullable PublicKey before,
        @Nullable PublicKey now,
        int rooms)
        implements Trust {}

    /** The directory that answers does not have the room. */
    record NoSuchRoom() implements Trust {}

    /** The directory that answers speaks plain text only, and has no key. */
    record NoKey() implements Trust {}

    /** No directory answers. */
    record NoDirectory() implements Trust {}
  }

  private volatile boolean answered;

  /**
   * Asks in this network, and remembers in this book.
   *
   * @param reports told in a sentence when a directory has another key than before
   */
  RoomFinder(
      NetworkSettings network, AddressBook book, Consumer<String> reports, KeyListener listener) {
    this.network = network;
    this.book = book;
    this.reports = reports;
    this.listener = listener;
  }

  /** All rooms that a directory has, or null if none answers. */
  public @Nullable Listing list() throws IOException {
    return list(null);
  }

  private @Nullable Listing list(@Nullable RoomName wanted) throws IOException {
    Listing listing = ask();
    if (listing != null) {
      FoundDirectory directory = listing.directory();
      book.strangers(listing.rooms(), directory.key())
          .forEach((before, rooms) -> tell(before, directory, rooms, wanted));
    }
    return listing;
  }

  /** Once for each pair of keys, however many rooms it is about. */
  private void tell(
      PublicKey before, FoundDirectory now, List<Room> rooms, @Nullable RoomName wanted) {
    synchronized (told) {
      if (told.size() >= TOLD_MAX || !told.add(Arrays.asList(before, now.key()))) {
        return;
      }
    }
    Room named =
        rooms.stream().filter(one -> one.name().equals(wanted)).findAny().orElse(rooms.getFirst());
    reports.accept(KeyChange.sentence(named, rooms.size() - 1, before, now));
  }

  private @Nullable Listing ask() throws IOException {
    FoundDirectory directory = new DirectoryFinder(network).find();
    if (directory == null) {
      return null;
    }
    PublicKey key = directory.key();
    if (key == null) {
      List<ListedRoom> listed = new DirectoryClient(network).rooms();
      return listed == null ? null : new Listing(rooms(listed), directory);
    }
    List<Room> rooms = pages(directory.address(), key);
    if (rooms == null) {
      return null;
    }
    book.remember(rooms, key);
    return new Listing(rooms, directory);
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

  private @Nullable List<Room> pages(InetSocketAddress directory, PublicKey key)
      throws IOException {
    List<Room> rooms = new ArrayList<>();
    try (Exchange exchange =
        new Exchange(
            network.discoveryGroup(), Interfaces.select(network.interfaces()), network.ttl())) {
      int total = Integer.MAX_VALUE;
      while (rooms.size() < Math.min(total, ROOMS_MAX)) {
        DiscoveryFrame.RoomsPage page = page(exchange, directory, key, rooms.size());
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

  private DiscoveryFrame.@Nullable RoomsPage page(
      Exchange exchange, InetSocketAddress directory, PublicKey key, int from) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long nonce = Nonces.next();
      exchange.ask(DiscoveryCodec.encode(new DiscoveryFrame.RoomsRequest(nonce, from)), directory);
      DiscoveryFrame.RoomsPage page =
          exchange.await(PATIENCE, reply -> proofs.page(reply, nonce, from, key));
      if (page != null) {
        return page;
      }
    }
    return null;
  }

  /**
   * The room of that name, at the directory, or as it was remembered. A room that is found at a
   * directory that stays, and has none yet, has that one from now on.
   *
   * @return null if the directory does not have it, or none answers and it is not remembered
   */
  public @Nullable Found find(String typed) throws IOException {
    RoomName name = RoomName.parse(typed);
    if (name == null) {
      return null;
    }
    Listing listing = list(name);
    answered = listing != null;
    if (listing == null) {
      Room known = book.find(name);
      return known == null ? null : new Found(known, Source.REMEMBERED);
    }
    Room room = listing.room(name);
    if (room == null) {
      return null;
    }
    PublicKey key = listing.directory().key();
    if (key != null && !listing.directory().standing().temporary()) {
      book.pin(room, key);
    }
    listener.changed(room, pinned(name));
    return new Found(room, listing.source());
  }

  /** The key of the directory that the room of that name has, or null if none is pinned. */
  public @Nullable PublicKey pinned(RoomName name) {
    return book.pinned(name);
  }

  /**
   * The directory that has this room now is its directory from now on; likewise of all rooms that
   * it has and that had the same directory as this one. If it is a temporary one, they have none
   * until they are found at one that stays.
   */
  public Trust trust(RoomName name) throws IOException {
    Listing listing = ask();
    if (listing == null) {
      return new Trust.NoDirectory();
    }
    FoundDirectory directory = listing.directory();
    Room named = listing.room(name);
    if (named == null) {
      return new Trust.NoSuchRoom();
    }
    PublicKey key = directory.key();
    if (key == null) {
      return new Trust.NoKey();
    }
    PublicKey before = book.pinned(name);
    if (key.equals(before)) {
      return new Trust.Done(named, directory, before, key, 1);
    }
    List<Room> rooms =
        before == null
            ? List.of(named)
            : book.strangers(listing.rooms(), key).getOrDefault(before, List.of());
    PublicKey now = directory.standing().temporary() ? null : key;
    book.trust(rooms, now);
    rooms.forEach(room -> listener.changed(room, now));
    return new Trust.Done(named, directory, before, now, rooms.size());
  }
}
