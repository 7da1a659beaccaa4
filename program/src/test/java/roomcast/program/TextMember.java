package roomcast.program;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A program that knows nothing but datagrams of plain text in a room's group, and writes down what
 * happens as {@link RoomMember} does; a chat name stands where a member's log would.
 */
final class TextMember {
  private static final InetSocketAddress GROUP = new InetSocketAddress("239.0.0.11", 2000);

  private final String name;
  private final RecordFile record;
  private final MulticastSocket socket;
  private final AtomicInteger said = new AtomicInteger();

  private TextMember(String name, Path file) throws IOException {
    this.name = name;
    this.record = new RecordFile(file);
    this.socket = new MulticastSocket(GROUP.getPort());
    NetworkInterface wire = NetworkInterface.getByName("eth0");
    socket.setNetworkInterface(wire);
    socket.joinGroup(GROUP, wire);
  }

  /** Arguments: the room, which is the first one of its directory; the name; the file. */
  public static void main(String[] arguments) throws IOException {
    TextMember member = new TextMember(arguments[1], Path.of(arguments[2]));
    Thread.ofPlatform().daemon().start(member::listen);
    member.record.write("joined", InetAddress.getLocalHost().getHostName());
    member.obey();
    Runtime.getRuntime().halt(0);
  }

  private void listen() {
    byte[] buffer = new byte[2_048];
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        String line = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
        record.write("heard", line.replaceFirst(":", " "));
      }
    } catch (IOException ended) {
      record.write("failed", ended.toString());
    }
  }

  private void obey() throws IOException {
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    ScheduledExecutorService speaker = Executors.newSingleThreadScheduledExecutor();
    ScheduledFuture<?> speech = null;
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      if (speech != null) {
        speech.cancel(false);
      }
      if (order.equals("end")) {
        return;
      } else if (order.equals("stop")) {
        speaker.execute(() -> record.write("stopped", said.toString()));
      } else {
        long micros = Long.parseLong(order.substring("speak ".length()));
        speech = speaker.scheduleWithFixedDelay(this::say, 0, micros, TimeUnit.MICROSECONDS);
      }
    }
  }

  private void say() {
    int number = said.get() + 1;
    byte[] line = (name + ":" + number).getBytes(StandardCharsets.UTF_8);
    try {
      socket.send(new DatagramPacket(line, line.length, GROUP));
      said.incrementAndGet();
      record.write("sent", name + " " + number);
    } catch (IOException e) {
      record.write("failed", e.toString());
    }
  }
}
