package roomcast.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import roomcast.program.Program.Result;

/** The server as a process, and the commands for scripts: what they print, and how they end. */
class CommandsIT {
  private final String port = String.valueOf(Program.freePort());

  private Result run(String... arguments) {
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--port";
    all[arguments.length + 1] = port;
    return Program.run(all);
  }

  private Program.Background server(String... options) {
    return Program.server(Integer.parseInt(port), options);
  }

  @Test
  void aScriptsDay() {
    try (Program.Background server = server()) {
      assertThat(run("rooms")).isEqualTo(new Result(0, "", ""));
      assertThat(run("make", "chat1"))
          .isEqualTo(new Result(0, "chat1 239.0.0.11 " + port + "\n", ""));
      assertThat(run("make", "CHAT1"))
          .isEqualTo(new Result(1, "", "roomcast make: there is a room CHAT1 already\n"));
      assertThat(run("make", "a b").exitCode()).isEqualTo(1);
      assertThat(run("make", "a b").messages()).contains("may not hold white space");
      assertThat(run("rooms", "--json").out())
          .isEqualTo("[{\"name\":\"chat1\",\"group\":\"239.0.0.11\",\"port\":" + port + "}]\n");
      assertThat(run("send", "chat2", "hi").messages()).contains("there is no room chat2");
      assertThat(run("send", "chat2", "hi").exitCode()).isEqualTo(1);
      assertThat(run("delete", "chat1").exitCode()).isZero();
      assertThat(run("delete", "chat1").messages()).contains("there is no room chat1");
      assertThat(run("status").out()).contains("rooms-made 1\n").contains("rooms-deleted 1\n");
      assertThat(run("status", "--json").out()).startsWith("{").contains("\"rooms-made\":1");
      assertThat(run("doctor").exitCode()).isZero();
      assertThat(server.terminate()).isZero();
      assertThat(run("doctor").exitCode()).isEqualTo(1);
    }
  }

  @Test
  void aMistakeIsExplainedInTwoLines() {
    Result missing = run("send", "chat1");
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.out()).isEmpty();
    assertThat(missing.messages().lines())
        .containsExactly(
            "roomcast send: Missing required parameter: 'TEXT'",
            "'roomcast send --help' explains it");
    assertThat(run("srever").messages()).contains("Did you mean: roomcast server?");
    assertThat(run("server", "--text-from", "10.1").messages())
        .isEqualTo("roomcast server: '10.1' is not a subnet such as 192.168.2.0/24\n");
  }

  @Test
  void whatIsSentIsHeardByWhoListens() {
    try (Program.Background server = server()) {
      run("make", "chat1");
      List<String> listen =
          List.of(Program.SCRIPT.toString(), "listen", "chat1", "--port", port, "--count", "3");
      try (Program.Background listener = new Program.Background(listen)) {
        listener.await("listening to chat1");
        assertThat(run("send", "chat1", "hello", "there", "--name", "Ann").exitCode()).isZero();
        Result result =
            Program.runWithInput(
                "one: two\n\n\u00fcber\n", "send", "chat1", "-", "--name", "Bo", "--port", port);
        assertThat(result).isEqualTo(new Result(0, "", ""));
        assertThat(listener.exitCode()).isZero();
        assertThat(listener.output()).endsWith("Ann:hello there\nBo:one: two\nBo:\u00fcber\n");
      }
      assertThat(server.process.isAlive()).isTrue();
    }
  }

  @Test
  void listenedJsonIsOneObjectALine() {
    try (Program.Background server = server()) {
      run("make", "chat1");
      List<String> listen =
          List.of(
              Program.SCRIPT.toString(),
              "listen",
              "chat1",
              "--port",
              port,
              "--count",
              "1",
              "--json");
      try (Program.Background listener = new Program.Background(listen)) {
        listener.await("listening to chat1");
        run("send", "chat1", "say \"hi\"", "--name", "Ann");
        assertThat(listener.exitCode()).isZero();
        assertThat(listener.output().lines().toList().getLast())
            .matches(
                "\\{\"time\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?Z\","
                    + "\"room\":\"chat1\",\"name\":\"Ann\",\"text\":\"say \\\\\"hi\\\\\"\","
                    + "\"sender\":\"[0-9a-f]{16}\",\"log\":\"[0-9a-f]{16}\\.\\d+\",\"seq\":\\d+,"
                    + "\"index\":0,\"verified\":true\\}");
      }
      assertThat(server.process.isAlive()).isTrue();
    }
  }

  @Test
  void whatDoesNotFitIsNamedWithItsLine() {
    try (Program.Background server = server()) {
      run("make", "chat1");
      Result result =
          Program.runWithInput(
              "short\n" + "x".repeat(70_000) + "\nlast\n", "send", "chat1", "-", "--port", port);
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.messages()).contains("line 2: the text is longer than 65536 bytes");
      server.await(":last'");
    }
  }

  @Test
  void withoutADirectoryScriptsEndWith3() {
    for (String command : new String[] {"rooms", "status"}) {
      Result result = run(command);
      assertThat(result.exitCode()).isEqualTo(3);
      assertThat(result.messages()).contains("no directory answers").contains("doctor");
    }
    assertThat(run("make", "chat1").exitCode()).isEqualTo(3);
    assertThat(run("listen", "chat1").exitCode()).isEqualTo(3);
  }

  @Test
  void wrongUsageEndsWith2() {
    assertThat(run("send", "chat1").exitCode()).isEqualTo(2);
    assertThat(run("nonsense").exitCode()).isEqualTo(2);
    assertThat(run("rooms", "--nonsense").exitCode()).isEqualTo(2);
    assertThat(run("listen", "chat1", "--count", "0").exitCode()).isEqualTo(2);
    assertThat(run("rooms", "--group", "10.0.0.1").messages()).contains("not a multicast address");
    assertThat(run("--name", "a:b").messages()).contains("may not hold a colon");
  }

  @Test
  void aServerThatCannotServeSaysWhyAndEndsWith2() throws IOException {
    cannotServe("there is no interface eth99; usable here: ", "--interface", "eth99");
    cannotServe("ends before it begins", "--pool", "239.0.0.20-239.0.0.11");
    cannotServe("not a multicast address", "--group", "10.0.0.1");
    cannotServe("is not a subnet such as", "--text-from", "10.0.0.0/40");
    try (DatagramSocket taken = new DatagramSocket(Integer.parseInt(port))) {
      assertThat(taken.isBound()).isTrue();
      cannotServe("is taken by a program that does not share it");
    }
    try (Program.Background server = server()) {
      cannotServe("a directory serves this network already");
      assertThat(server.terminate()).isZero();
    }
  }

  private void cannotServe(String reason, String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "server";
    System.arraycopy(options, 0, arguments, 1, options.length);
    Result result = run(arguments);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.messages().lines().toList().getLast())
        .startsWith("roomcast server: ")
        .contains(reason);
  }

  @Test
  void interruptAndTerminateEndAServerTidily() throws Exception {
    for (String signal : new String[] {"INT", "TERM"}) {
      try (Program.Background server = server()) {
        Process kill =
            new ProcessBuilder("kill", "-" + signal, String.valueOf(server.process.pid())).start();
        assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(server.exitCode()).as(signal).isZero();
      }
    }
  }
}
