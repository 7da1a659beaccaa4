package roomcast.terminal.command;

import io.avaje.json.mapper.JsonMapper;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import roomcast.client.ListedRoom;

/** What scripts read: one JSON value (RFC 8259) a line. */
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /** The value as one line. */
  static String line(Object value) {
    return MAPPER.toJson(value);
  }

  static Map<String, Object> room(ListedRoom room) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", room.name());
    fields.put("group", room.address().getAddress().getHostAddress());
    fields.put("port", room.address().getPort());
    return fields;
  }

  static List<Map<String, Object>> rooms(List<ListedRoom> rooms) {
    return rooms.stream().map(Json::room).toList();
  }

  /** A time as UTC, ISO 8601, to the millisecond. */
  static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
