package roomcast.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import roomcast.program.Program.Result;

/**
 * Two machines on one wire: network namespaces joined by a veth pair. Skipped where they are not to
 * be had.
 */
class NamespacesIT {
  private final String left = "rc" + ProcessHandle.current().pid() + "a";
  private final String right = "rc" + ProcessHandle.current().pid() + "b";

  @BeforeEach
  void wire() {
    List<String> commands =
        List.of(
            "ip netns add " + left,
            "ip netns add " + right,
            "ip link add eth0 netns " + left + " type veth peer name eth0 netns " + right,
            "ip -n " + left + " addr add 10.77.0.1/24 dev eth0",
            "ip -n " + right + " addr add 10.77.0.2/24 dev eth0",
            "ip -n " + left + " link set lo up",
            "ip -n " + right + " link set lo up",
            "ip -n " + left + " link set eth0 up",
            "ip -n " + right + " link set eth0 up");
    for (String command : commands) {
      try {
        Result result = Program.finish(new ProcessBuilder(command.split(" ", -1)), "");
        if (result.exitCode() != 0) {
          abort("no network namespaces here: " + command + ": " + result.messages());
        }
      } catch (UncheckedIOException noIp) {
        abort("no network namespaces here: " + noIp.getMessage());
      }
    }
    // The system takes up to a second to tell that a new link runs.
    for (String namespace : List.of(left, right)) {
      await().until(() -> isRunning(namespace));
    }
  }

  private static boolean isRunning(String namespace) {
    ProcessBuilder show = new ProcessBuilder("ip", "-n", namespace, "link", "show", "eth0");
    return Program.finish(show, "").out().contains("state UP");
  }

  @AfterEach
  void unwire() {
    for (String namespace : new String[] {left, right}) {
      try {
        Program.finish(new ProcessBuilder("ip", "netns", "delete", namespace), "");
      } catch (UncheckedIOException noIp) {
        assertThat(noIp).hasMessageContaining("ip");
      }
    }
  }

  private static List<String> in(String namespace, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "ip",
                "netns",
                "exec",
                namespace,
                "env",
                "-u",
                "ROOMCAST_INTERFACE",
                Program.SCRIPT.toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static Result run(String namespace, String... arguments) {
    return Program.finish(new ProcessBuilder(in(namespace, arguments)), "");
  }

  @Test
  void twoMachinesOnOneWire() {
    try (Program.Background server = new Program.Background(in(left, "server"))) {
      server.await("Adding membership (address/interface): 239.0.0.10 / 10.77.0.1");
      Result made = run(right, "make", "chat1");
      assertThat(made.out()).as(made.messages()).isEqualTo("chat1 239.0.0.11 2000\n");
      assertThat(run(left, "rooms").out()).isEqualTo("chat1 239.0.0.11 2000\n");
      assertThat(run(right, "doctor").out()).contains("eth0: the directory of ");
      try (Program.Background listener =
              new Program.Background(in(left, "listen", "chat1", "--count", "2"));
          Tmux console = new Tmux(Map.of(), in(right, "--name", "Ann"))) {
        listener.await("listening to chat1");
        console.prompts("Command:").line("chat chat1").sees("Enter the chat room");
        console.line("over the wire").sees("Ann:over the wire");
        assertThat(run(left, "send", "chat1", "hi", "Ann", "--name", "Bo").exitCode()).isZero();
        console.sees("Bo:hi Ann");
        assertThat(listener.exitCode()).isZero();
        assertThat(listener.output()).endsWith("Ann:over the wire\nBo:hi Ann\n");
        server.await("Received: b'Ann:over the wire' ('10.77.0.2', ");
      }
      textClientOfAnotherMachine();
      assertThat(server.terminate()).isZero();
    }
  }

  /** A client in another language, in a few lines; it joins no group and hears by the relay. */
  private void textClientOfAnotherMachine() {
    String client =
        """
        import socket
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        s.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton('10.77.0.2'))
        s.settimeout(5)
        def tell(text, group='239.0.0.10'):
            s.sendto(text.encode(), (group, 2000))
        def hear():
            data, source = s.recvfrom(65536)
            assert source == ('10.77.0.1', 2000), source
            print(data.decode())
        for line in ('connect', 'getdir', 'makeroom', 'chat2', 'getdir'):
            tell(line)
            hear()
        tell('bye')
        tell('chat2')
        tell('Cy:hello', '239.0.0.12')
        hear()
        """;
    Result result =
        Program.finish(
            new ProcessBuilder("ip", "netns", "exec", right, "python3", "-c", client), "");
    assertThat(result.messages()).isEmpty();
    assertThat(result.out())
        .isEqualTo(
            """
            Connected to CRDS, Please enter your command, command list: getdir,makeroom,deleteroom and quit
            chat1 239.0.0.11 2000

            Please enter room name
            Room established
            Back to CRDS, Please enter your command
            chat1 239.0.0.11 2000
            chat2 239.0.0.12 2000

            Cy:hello
            """);
  }
}
