package roomcast.client.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.sending.OutgoingLog;
import roomcast.protocol.wire.Hash;
import roomcast.protocol.wire.Introduction;
import roomcast.protocol.wire.RoomTag;
import roomcast.transport.signing.Ed25519Signer;

/**
 * Who this installation is: its key, and the seat of this process among those that use the key at
 * the same time. Each seat has its own logs, which go on where they ended.
 *
 * <p>Safe for any number of threads.
 */
public final class Installation implements AutoCloseable {
  private static final String KEY_FILE = "key";
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * Lock files that this process holds. They must not even be opened again: where locks are POSIX
   * ones, closing any channel of a file frees all locks that the process has on it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Ed25519Signer signer;
  private final int seat;
  private final @Nullable DataFolder logs;
  private final @Nullable SeatLock lock;
  private final InstantSource clock;
  private final String warning;
  private final Map<RoomTag, LogRecord> records = new LinkedHashMap<>();

  private record SeatLock(Path file, FileChannel channel) {}

  /**
   * Where a log goes on.
   *
   * @param idleNanos how long ago it ended there
   */
  public record LogStart(int incarnation, OutgoingLog.Position position, long idleNanos) {}

  private Installation(
      Ed25519Signer signer,
      int seat,
      @Nullable DataFolder logs,
      @Nullable SeatLock lock,
      InstantSource clock,
      String warning) {
    this.signer = signer;
    this.seat = seat;
    this.logs = logs;
    this.lock = lock;
    this.clock = clock;
    this.warning = warning;
  }

  /**
   * The installation in a folder, which is made if it is not there.
   *
   * @throws IOException if the key is damaged or can be read by others, or all seats are taken; the
   *     message says the cure
   */
  public static Installation open(DataFolder folder, InstantSource clock) throws IOException {
    byte[] seed = key(folder);
    DataFolder seats = folder.inside("seats");
    for (int seat = 0; seat <= Introduction.SEAT_MAX; seat++) {
      SeatLock lock = lock(seats.path("."), seat + ".lock");
      if (lock != null) {
        DataFolder logs = seats.inside(Integer.toString(seat));
        return new Installation(new Ed25519Signer(seed), seat, logs, lock, clock, "");
      }
    }
    throw new IOException(
        (Introduction.SEAT_MAX + 1)
            + " programs use "
            + folder
            + " already; end some, or name another folder with XDG_DATA_HOME");
  }

  /**
   * The installation in a folder; if the folder cannot be used, one that is gone when the program
   * ends, with a {@link #warning} that says why.
   *
   * @throws IOException if there is a key that must not be used as it is
   */
  public static Installation openOrTemporary(Path folder, InstantSource clock) throws IOException {
    DataFolder data;
    try {
      data = new DataFolder(folder);
    } catch (IOException unusable) {
      return temporary(clock, folder + " cannot be used (" + unusable.getMessage() + ")");
    }
    return open(data, clock);
  }

  /** One that nobody has seen before, and nobody will see again. */
  public static Installation temporary(InstantSource clock, String warning) {
    byte[] seed = Ed25519Signer.newSeed(RANDOM);
    return new Installation(new Ed25519Signer(seed), 0, null, null, clock, warning);
  }

  private static @Nullable SeatLock lock(Path folder, String name) throws IOException {
    Path file = folder.toRealPath().resolve(name);
    if (!HELD.add(file)) {
      return null;
    }
    FileChannel channel = null;
    boolean held = false;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      held = channel.tryLock() != null;
      return held ? new SeatLock(file, channel) : null;
    } finally {
      if (!held) {
        if (channel != null) {
          channel.close();
        }
        HELD.remove(file);
      }
    }
  }

  private static byte[] key(DataFolder folder) throws IOException {
    Path file = folder.path(KEY_FILE);
    if (!Files.exists(file)) {
      String fresh = HexFormat.of().formatHex(Ed25519Signer.newSeed(RANDOM)) + "\n";
      // Two programs that start at once: the second one takes the key of the first.
      if (folder.createPrivate(KEY_FILE, fresh.getBytes(StandardCharsets.US_ASCII))) {
        return HexFormat.of().parseHex(fresh.strip());
      }
    }
    if (DataFolder.isPosix(file)) {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      boolean open = permissions.stream().anyMatch(one -> !one.name().startsWith("OWNER_"));
      if (open) {
        throw new IOException(
            "the key " + file + " can be read by others; the cure: chmod 600 " + file);
      }
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip();
    if (!text.matches("[0-9a-fA-F]{64}")) {
      throw new IOException(
          "the key "
              + file
              + " is damaged: 64 hexadecimal digits are expected; put a copy in its place, or move"
              + " it away to become somebody else");
    }
    return HexFormat.of().parseHex(text);
  }

  /** Signs with the key. */
  public Ed25519Signer signer() {
    return signer;
  }

  /** Which of the programs that use the key at the same time this is, from 0. */
  public int seat() {
    return seat;
  }

  /** Why nothing is kept, or empty if all is well. */
  public String warning() {
    return warning;
  }

  /**
   * Where this seat's log of a room goes on: where it ended, if it was ended properly, else under a
   * new incarnation, since nobody knows how far it came. That the log is in use is on the disk
   * before this returns; if that cannot be written, the log does not go on either, for it would go
   * on at the same place once more after a crash.
   */
  public synchronized LogStart openLog(RoomTag room) {
    LogRecord known = read(room);
    if (known != null && known.clean() && write(room, inUse(known.incarnation()))) {
      long idle = Math.max(0, clock.millis() - known.endedMillis());
      return new LogStart(
          known.incarnation(),
          new OutgoingLog.Position(known.last(), known.sealHash(), known.clock()),
          idle * 1_000_000);
    }
    long seconds = clock.millis() / 1_000;
    long before = known == null ? 0 : known.incarnation() & 0xffff_ffffL;
    int incarnation = (int) Math.max(before + 1, seconds);
    write(room, inUse(incarnation));
    return new LogStart(incarnation, OutgoingLog.Position.beginning(), 0);
  }

  private static LogRecord inUse(int incarnation) {
    return new LogRecord(incarnation, 0, Hash.none(), false, 0, 0);
  }

  /** The log has ended here. */
  public synchronized void closeLog(RoomTag room, int incarnation, OutgoingLog.Position position) {
    write(
        room,
        new LogRecord(
            incarnation,
            position.last(),
            position.lastSealHash(),
            true,
            position.clock(),
            clock.millis()));
  }

  private @Nullable LogRecord read(RoomTag room) {
    LogRecord known = records.get(room);
    DataFolder folder = logs;
    if (known != null || folder == null) {
      return known;
    }
    try {
      return LogRecord.parse(Files.readString(folder.path(name(room)), StandardCharsets.US_ASCII));
    } catch (IOException none) {
      // Not there, or not readable: the log begins anew, under an incarnation of its own.
      return null;
    }
  }

  /** Whether it will be read again after a crash, if there is any folder to read. */
  private boolean write(RoomTag room, LogRecord record) {
    // Also here, for where the disk is not written: within one second, no incarnation comes twice.
    records.put(room, record);
    DataFolder folder = logs;
    if (folder == null) {
      return true;
    }
    try {
      folder.replace(name(room), record.text().getBytes(StandardCharsets.US_ASCII));
      return true;
    } catch (IOException full) {
      // What cannot be noted is not resumed: a record in use, or none, begins a new incarnation.
      try {
        Files.deleteIfExists(folder.path(name(room)));
      } catch (IOException readOnly) {
        return false;
      }
      return false;
    }
  }

  private static String name(RoomTag room) {
    return String.format("%016x", room.value());
  }

  /** Frees the seat. */
  @Override
  public void close() throws IOException {
    if (lock != null && lock.channel().isOpen()) {
      lock.channel().close();
      HELD.remove(lock.file());
    }
  }
}
