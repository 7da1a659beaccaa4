package roomcast.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.awaitility.core.ConditionTimeoutException;

/** The room chat1 on a {@link Wire}: its directory on machine 0, members on the others. */
final class RoomOnWire implements AutoCloseable {
  private static final String ROOM = "chat1";

  /** Beats, which tell what was not heard, may be 15 seconds apart. */
  private static final Duration LEVELLING = Duration.ofSeconds(45);

  final Wire wire;
  private final Path home;
  private final List<Runnable> endings = new ArrayList<>();

  RoomOnWire(String kind, int machines, Path home) {
    this.wire = new Wire(kind, machines);
    this.home = home;
    endings.add(wire::close);
  }

  /** Starts a directory, and makes the room there. */
  Program.Background directory() {
    Program.Background server =
        new Program.Background(wire.on(0, Program.SCRIPT.toString(), "server"));
    endings.add(server::close);
    server.await("Adding membership");
    List<String> make = wire.on(0, Program.SCRIPT.toString(), "make", ROOM);
    Program.Result made = Program.finish(new ProcessBuilder(make), "");
    assertThat(made.exitCode()).as(made.messages()).isZero();
    return server;
  }

  /** Starts a member; the one who is started on a machine later has the same key. */
  MemberProcess member(int machine, String name) {
    return start(RoomMember.class, machine, name);
  }

  /** Starts a program that knows plain text only. */
  MemberProcess textMember(int machine, String name) {
    return start(TextMember.class, machine, name);
  }

  private MemberProcess start(Class<?> program, int machine, String name) {
    Path key = home.resolve("machine" + machine);
    MemberProcess member = new MemberProcess(wire.on(machine), program, key, ROOM, name);
    endings.add(member::close);
    return member;
  }

  /** Time passes; returns when it is. */
  static long pass(long fromNanos, int seconds) {
    long until = fromNanos + Duration.ofSeconds(seconds).toNanos();
    await().atMost(Duration.ofSeconds(60)).until(() -> System.nanoTime() - until >= 0);
    return System.nanoTime();
  }

  /**
   * All are silent from now on: waits until what has to hold does.
   *
   * @return how long that took, in milliseconds
   */
  static long levelled(List<MemberProcess> present, Supplier<List<String>> complaints) {
    present.forEach(MemberProcess::stop);
    present.forEach(one -> one.await("stopped"));
    long stopped = System.nanoTime();
    try {
      await().atMost(LEVELLING).until(() -> complaints.get().isEmpty());
    } catch (ConditionTimeoutException late) {
      assertThat(complaints.get()).isEmpty();
    }
    return (System.nanoTime() - stopped) / 1_000_000;
  }

  @Override
  public void close() {
    endings.reversed().forEach(Runnable::run);
  }
}
