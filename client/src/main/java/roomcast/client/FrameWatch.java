package roomcast.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import roomcast.protocol.Room;
import roomcast.protocol.wire.DatagramKind;
import roomcast.protocol.wire.DatagramReader;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.Part;
import roomcast.protocol.wire.Ranges;
import roomcast.protocol.wire.ReceivedDatagram;
import roomcast.protocol.wire.RoomTag;
import roomcast.transport.BlockChannels;
import roomcast.transport.DatagramLoop;
import roomcast.transport.Interfaces;
import roomcast.transport.NetworkSettings;

/** Hears a room's datagrams and says nothing: a tap for people who look after networks. */
public final class FrameWatch implements AutoCloseable {
  private static final long CLOSE_MILLIS = 1_000;

  private final DatagramLoop loop;
  private final BlockChannels channels;
  private final Thread thread;
  private final int port;

  /** Told of every datagram, on the watch's own thread. */
  @FunctionalInterface
  public interface Listener {
    /** A datagram was heard and understood. */
    void heard(InetSocketAddress source, ReceivedDatagram datagram, int bytes);
  }

  /**
   * Watches until it is closed.
   *
   * @param reports told what cannot be joined or understood, in a sentence
   */
  public FrameWatch(NetworkSettings network, Room room, Listener listener, Consumer<String> reports)
      throws IOException {
    this.loop = new DatagramLoop(System::nanoTime, new DatagramLoop.NoTimers());
    this.channels =
        new BlockChannels(
            loop, (now, source, bytes) -> read(room, source, bytes, listener, reports), reports);
    channels.serve(Interfaces.select(network.interfaces()));
    InetSocketAddress blocks = Roomcast.blocks(room);
    this.port = blocks.getPort();
    if (!channels.join(blocks)) {
      loop.close();
      throw new IOException("the room's group cannot be joined");
    }
    this.thread = Thread.ofPlatform().name("watch").daemon().start(this::run);
  }

  private static void read(
      Room room,
      InetSocketAddress source,
      byte[] bytes,
      Listener listener,
      Consumer<String> reports) {
    RoomTag tag = RoomTag.of(room.name(), room.generation());
    ReceivedDatagram datagram = DatagramReader.read(bytes);
    if (datagram == null) {
      reports.accept(
          bytes.length
              + " bytes from "
              + source.getAddress().getHostAddress()
              + " are none of ours, or damaged");
    } else if (datagram.room().equals(tag)) {
      listener.heard(source, datagram, bytes.length);
    }
  }

  private void run() {
    try {
      loop.run();
    } catch (IOException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The port of blocks. */
  public int port() {
    return port;
  }

  @Override
  public void close() {
    loop.stop();
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    channels.close();
    try {
      loop.close();
    } catch (IOException ignored) {
      return;
    }
  }

  /** What was seen of each log. */
  public static final class Tally {
    private final Map<LogId, Numbers> logs = new TreeMap<>();

    private static final class Numbers {
      private String name = "";
      private long blocks;
      private long repaired;
      private long asked;
      private int last;
    }

    /** Nothing was seen. */
    public Tally() {}

    private Numbers of(LogId log) {
      return logs.computeIfAbsent(log, id -> new Numbers());
    }

    /** Counts a datagram. */
    public synchronized void add(ReceivedDatagram datagram) {
      for (Part part : datagram.parts()) {
        switch (part) {
          case Part.OfBlock one -> {
            Numbers numbers = of(one.block().log());
            numbers.blocks += datagram.kind() == DatagramKind.DATA ? 1 : 0;
            numbers.repaired += datagram.kind() == DatagramKind.REPAIR ? 1 : 0;
            numbers.last = Math.max(numbers.last, one.block().sequence());
          }
          case Part.OfIntroduction one ->
              of(one.introduction().log()).name = one.introduction().name();
          case Part.Nack nack -> {
            for (Ranges ranges : nack.missing()) {
              of(ranges.log()).asked += ranges.count();
            }
          }
          default -> {
            // Says nothing of blocks.
          }
        }
      }
    }

    /** A line for each log. */
    public synchronized List<String> lines() {
      return logs.entrySet().stream()
          .map(one -> {
            Numbers numbers = one.getValue();
            return String.format(
                "%s %-12s %6d blocks, %5d repaired (%.1f %%), %5d asked for, last #%d",
                one.getKey(),
                numbers.name.isEmpty() ? "?" : numbers.name,
                numbers.blocks,
                numbers.repaired,
                100.0 * numbers.repaired / Math.max(1, numbers.blocks),
                numbers.asked,
                numbers.last);
          })
          .toList();
    }

    /** The same as fields. */
    public synchronized List<Map<String, Object>> numbers() {
      return logs.entrySet().stream()
          .map(one -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("log", one.getKey().toString());
            fields.put("name", one.getValue().name);
            fields.put("blocks", one.getValue().blocks);
            fields.put("repaired", one.getValue().repaired);
            fields.put("asked", one.getValue().asked);
            fields.put("last", one.getValue().last);
            return fields;
          })
          .toList();
    }
  }
}
