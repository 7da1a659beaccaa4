package roomcast.client.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roomcast.protocol.sending.OutgoingLog;
import roomcast.protocol.wire.Hash;
import roomcast.protocol.wire.RoomTag;

class InstallationTest {
  private static final Instant START = Instant.parse("2026-11-24T08:00:00Z");
  private static final long CLOCK = 0x1234_5678_9abc_def0L;
  private static final RoomTag ROOM = new RoomTag(0x1234_5678_9abc_def0L);

  @TempDir Path home;

  private Instant now = START;

  private Path folder() {
    return home.resolve("roomcast");
  }

  private Installation open() throws IOException {
    return Installation.open(new DataFolder(folder()), () -> now);
  }

  private static int seconds(Instant time) {
    return (int) time.getEpochSecond();
  }

  private static OutgoingLog.Position position(int last) {
    byte[] hash = new byte[Hash.BYTES];
    Arrays.fill(hash, (byte) last);
    return new OutgoingLog.Position(last, hash, CLOCK);
  }

  private static void assertBegins(Installation.LogStart start, int incarnation) {
    assertThat(start.incarnation()).isEqualTo(incarnation);
    assertThat(start.position().last()).isZero();
    assertThat(start.position().lastSealHash()).isEqualTo(Hash.none());
    assertThat(start.position().clock()).isZero();
  }

  @Test
  void theKeyStaysAndIsTheOwnersAlone() throws Exception {
    byte[] key;
    try (Installation first = open()) {
      key = first.signer().publicKey();
      assertThat(first.warning()).isEmpty();
    }
    try (Installation again = open()) {
      assertThat(again.signer().publicKey()).isEqualTo(key);
    }
    assumeThat(DataFolder.isPosix(home)).isTrue();
    Path file = folder().resolve("key");
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.getPosixFilePermissions(folder()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void aKeyThatOthersCanReadIsRefusedWithTheCure() throws Exception {
    assumeThat(DataFolder.isPosix(home)).isTrue();
    open().close();
    Path file = folder().resolve("key");
    for (String permissions : List.of("rw-r-----", "rw----r--", "rw--w----")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
      assertThatThrownBy(() -> Installation.openOrTemporary(folder(), () -> now))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("chmod 600 " + file);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    open().close();
  }

  @Test
  void aDamagedKeyIsRefusedAndNeverOverwritten() throws Exception {
    open().close();
    Path file = folder().resolve("key");
    String whole = Files.readString(file).strip();
    for (String damaged : List.of("", whole.substring(1), whole + "0", whole.replace('0', 'x'))) {
      String content = damaged.equals(whole) ? "rubbish" : damaged;
      Files.writeString(file, content);
      assertThatThrownBy(() -> Installation.openOrTemporary(folder(), () -> now))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("damaged")
          .hasMessageContaining(file.toString());
      assertThat(Files.readString(file)).isEqualTo(content);
    }
  }

  @Test
  void thoseThatStartAtOnceGetTheSameKeyAndSeatsOfTheirOwn() throws Exception {
    List<Callable<Installation>> starts = new ArrayList<>();
    for (int count = 0; count < 8; count++) {
      starts.add(this::open);
    }
    List<String> keys = new ArrayList<>();
    List<Integer> seats = new ArrayList<>();
    List<Installation> opened = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Installation> one : threads.invokeAll(starts)) {
        opened.add(one.get());
        keys.add(HexFormat.of().formatHex(one.get().signer().publicKey()));
        seats.add(one.get().seat());
      }
    }
    assertThat(keys).containsOnly(keys.getFirst());
    assertThat(seats).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
    for (Installation one : opened) {
      one.close();
    }
    try (var files = Files.list(folder())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("key", "seats");
    }
  }

  @Test
  void aFreedSeatIsTakenAgainAndThe65thProgramIsRefused() throws Exception {
    List<Installation> all = new ArrayList<>();
    for (int seat = 0; seat < 64; seat++) {
      all.add(open());
      assertThat(all.getLast().seat()).isEqualTo(seat);
    }
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("64")
        .hasMessageContaining(folder().toString());
    all.get(5).close();
    try (Installation again = open()) {
      assertThat(again.seat()).isEqualTo(5);
    }
    for (Installation one : all) {
      one.close();
    }
  }

  @Test
  void aLogThatWasClosedGoesOnWhereItEnded() throws Exception {
    try (Installation first = open()) {
      assertBegins(first.openLog(ROOM), seconds(START));
      first.closeLog(ROOM, seconds(START), position(7));
    }
    now = START.plusSeconds(60);
    try (Installation second = open()) {
      Installation.LogStart start = second.openLog(ROOM);
      assertThat(start.incarnation()).isEqualTo(seconds(START));
      assertThat(start.position().last()).isEqualTo(7);
      assertThat(start.position().lastSealHash()).isEqualTo(position(7).lastSealHash());
      assertThat(start.position().clock()).isEqualTo(CLOCK);
      assertThat(start.idleNanos()).isEqualTo(Duration.ofSeconds(60).toNanos());
    }
  }

  @Test
  void afterACrashTheLogBeginsUnderALaterIncarnation() throws Exception {
    try (Installation first = open()) {
      first.openLog(ROOM);
      first.closeLog(ROOM, seconds(START), position(7));
      assertThat(first.openLog(ROOM).position().last()).isEqualTo(7);
    }
    try (Installation sameSecond = open()) {
      assertBegins(sameSecond.openLog(ROOM), seconds(START) + 1);
    }
    now = START.minus(Duration.ofDays(1));
    try (Installation clockSetBack = open()) {
      assertBegins(clockSetBack.openLog(ROOM), seconds(START) + 2);
    }
    now = START.plus(Duration.ofDays(1));
    try (Installation later = open()) {
      assertBegins(later.openLog(ROOM), seconds(now));
    }
  }

  @Test
  void roomsAndSeatsHaveLogsOfTheirOwn() throws Exception {
    RoomTag other = new RoomTag(-1);
    try (Installation one = open();
        Installation two = open()) {
      one.openLog(ROOM);
      one.openLog(other);
      one.closeLog(ROOM, seconds(START), position(7));
      one.closeLog(other, seconds(START), position(9));
      assertBegins(two.openLog(ROOM), seconds(START));
      assertThat(one.openLog(ROOM).position().last()).isEqualTo(7);
      assertThat(one.openLog(other).position().last()).isEqualTo(9);
    }
  }

  @Test
  void aDamagedRecordBeginsANewIncarnation() throws Exception {
    int day = 0;
    for (String damaged :
        List.of(
            "", "rubbish", "ended 1 -2 00 3", "ended x 1 y 2", "\u00ff\u00fe", "ended 1 2 3 4 5")) {
      try (Installation first = open()) {
        Installation.LogStart start = first.openLog(ROOM);
        first.closeLog(ROOM, start.incarnation(), position(7));
      }
      List<Path> records;
      try (var files = Files.walk(folder().resolve("seats"))) {
        records = files.filter(file -> file.endsWith("123456789abcdef0")).toList();
      }
      assertThat(records).hasSize(1);
      Files.writeString(records.getFirst(), damaged);
      now = START.plus(Duration.ofDays(++day));
      try (Installation second = open()) {
        assertBegins(second.openLog(ROOM), seconds(now));
      }
    }
  }

  @Test
  void whereNothingCanBeWrittenAKeyInMemoryServes() throws Exception {
    Files.writeString(folder(), "a file where the folder should be");
    try (Installation temporary = Installation.openOrTemporary(folder(), () -> now);
        Installation other = Installation.openOrTemporary(folder(), () -> now)) {
      assertThat(temporary.warning()).contains(folder().toString());
      assertThat(temporary.signer().publicKey()).isNotEqualTo(other.signer().publicKey());
      assertBegins(temporary.openLog(ROOM), seconds(START));
    }
  }

  @Test
  void aTemporaryOneNeverBeginsTheSameLogTwice() throws Exception {
    try (Installation temporary = Installation.temporary(() -> now, "")) {
      Installation.LogStart first = temporary.openLog(ROOM);
      temporary.closeLog(ROOM, first.incarnation(), position(7));
      Installation.LogStart second = temporary.openLog(ROOM);
      boolean goesOn = second.incarnation() == first.incarnation() && second.position().last() == 7;
      assertThat(goesOn || second.incarnation() > first.incarnation()).isTrue();
    }
  }

  @Test
  void aLogThatCannotBeNotedAsInUseDoesNotGoOn() throws Exception {
    try (Installation one = open()) {
      one.openLog(ROOM);
      one.closeLog(ROOM, seconds(START), position(7));
      Path records = folder().resolve("seats").resolve("0");
      try (var files = Files.list(records)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(records);
      assertBegins(one.openLog(ROOM), seconds(START) + 1);
    }
  }

  @Test
  void theFolderFollowsTheEnvironment() {
    assertThat(DataFolder.usual(Map.of("XDG_DATA_HOME", "/data"))).hasToString("/data/roomcast");
    assertThat(DataFolder.usual(Map.of()).toString()).endsWith(".local/share/roomcast");
  }
}
