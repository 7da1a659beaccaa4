package roomcast.program;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link RoomMember} or {@link TextMember} as a process, which can be killed and frozen. */
final class MemberProcess implements AutoCloseable {
  private static final long END_SECONDS = 20;

  final String name;
  private final Path file;
  private final Process process;

  /**
   * Starts it.
   *
   * @param prefix what runs a command on its machine
   * @param program its main class
   * @param home where its key is kept; the same one after a kill
   * @param name its chat name, different at each start
   */
  MemberProcess(List<String> prefix, Class<?> program, Path home, String room, String name) {
    this.name = name;
    this.file = home.resolve(name + ".record");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            java,
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            classes,
            program.getName(),
            room,
            name,
            file.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve(name + ".out").toFile());
    builder.environment().put("XDG_DATA_HOME", home.toString());
    try {
      Files.createDirectories(home);
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RoomRecord record() {
    return RoomRecord.read(name, file);
  }

  /** Waits until it has written down something of this kind. */
  void await(String kind) {
    Program.await(kind + " of " + name, this::state, () -> record().has(kind));
  }

  private String state() {
    try {
      String out = Files.readString(file.resolveSibling(name + ".out"));
      return (process.isAlive() ? "it runs\n" : "it has ended\n") + out;
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Has it speak from now on. */
  void speak(int perSecond) {
    order("speak " + 1_000_000 / perSecond);
  }

  /** Has it be silent. */
  void stop() {
    order("stop");
  }

  private void order(String order) {
    try {
      process.getOutputStream().write((order + "\n").getBytes(UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(name + ": " + state(), e);
    }
  }

  void kill() {
    process.destroyForcibly();
    end();
  }

  void freeze() {
    signal("STOP");
  }

  void thaw() {
    signal("CONT");
  }

  private void signal(String signal) {
    String pid = String.valueOf(process.pid());
    Program.Result result = Program.finish(new ProcessBuilder("kill", "-" + signal, pid), "");
    if (result.exitCode() != 0) {
      throw new AssertionError(name + ": " + result.messages());
    }
  }

  /** Has it leave, and waits until it has. */
  void leave() {
    order("end");
    end();
  }

  private void end() {
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(name + " does not end: " + state());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
