package roomcast.terminal.command;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import roomcast.terminal.ExitCode;
import roomcast.terminal.command.Doctor.Finding;
import roomcast.transport.NetworkSettings;

/** {@code roomcast doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Looks why nobody shows up: interfaces, multicast, the directory, limits of the system.",
      "Sends a few datagrams on the interfaces that roomcast would use, and on no others."
    },
    footer = {"", "Exit code: 0 all is well, 1 something is not."})
final class DoctorCommand extends OneShot {

  @Override
  int run(NetworkSettings network) throws IOException {
    List<Finding> findings = new Doctor(network).examine();
    if (json) {
      out.println(Json.line(findings.stream().map(DoctorCommand::fields).toList()));
    } else {
      findings.forEach(
          finding -> out.printf("%-5s %s%n", finding.grade().label(), finding.sentence()));
    }
    boolean sound = findings.stream().noneMatch(one -> one.grade() == Doctor.Grade.WRONG);
    return sound ? ExitCode.DONE : ExitCode.REFUSED;
  }

  private static Map<String, Object> fields(Finding finding) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("grade", finding.grade().label());
    fields.put("about", finding.about());
    fields.put("finding", finding.text());
    return fields;
  }
}
