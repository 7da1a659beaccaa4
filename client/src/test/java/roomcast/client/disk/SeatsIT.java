package roomcast.client.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several programs, each a process, in one data folder. */
class SeatsIT {
  @TempDir Path home;

  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void end() {
    processes.forEach(Process::destroyForcibly);
  }

  private BufferedReader start() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process process =
        new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes,
                SeatHolder.class.getName(),
                home.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    processes.add(process);
    return process.inputReader();
  }

  private Installation open() throws IOException {
    return Installation.open(new DataFolder(home), InstantSource.system());
  }

  @Test
  void processesThatStartAtOnceShareTheKeyAndNoSeat() throws Exception {
    List<BufferedReader> said = List.of(start(), start(), start());
    List<String> seats = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    for (BufferedReader one : said) {
      String[] words = String.valueOf(one.readLine()).split(" ", 2);
      seats.add(words[0]);
      keys.add(words[1]);
    }
    assertThat(seats).containsExactlyInAnyOrder("0", "1", "2");
    try (Installation fourth = open()) {
      assertThat(fourth.seat()).isEqualTo(3);
      assertThat(keys).containsOnly(HexFormat.of().formatHex(fourth.signer().publicKey()));
    }
  }

  /** Where closing one channel of a file frees all locks that the process has on it (POSIX). */
  @Test
  void aSecondOneInTheSameProcessDoesNotFreeTheFirstSeat() throws Exception {
    try (Installation first = open();
        Installation second = open()) {
      assertThat(List.of(first.seat(), second.seat())).containsExactly(0, 1);
      assertThat(start().readLine()).startsWith("2 ");
    }
  }

  @Test
  void aProcessThatIsKilledFreesItsSeat() throws Exception {
    assertThat(start().readLine()).startsWith("0 ");
    processes.getFirst().destroyForcibly().waitFor();
    assertThat(start().readLine()).startsWith("0 ");
  }
}
