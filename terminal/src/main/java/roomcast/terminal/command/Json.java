package roomcast.terminal.command;

import io.avaje.json.mapper.JsonMapper;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import roomcast.client.ListedRoom;
import roomcast.client.RoomMessage;

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

  static Map<String, Object> message(String roomName, RoomMessage message) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("time", time(message.time()));
    fields.put("room", roomName);
    fields.put("name", message.name());
    fields.put("text", message.text());
    fields.put("sender", message.senderId());
    fields.put("log", message.log().toString());
    fields.put("seq", message.sequence());
    fields.put("index", message.index());
    fields.put("verified", message.isVerified());
    if (message.adopted()) {
      fields.put("via", message.byDirectory() ? "directory" : "another");
    }
    return fields;
  }

  /** A time as UTC, ISO 8601, to the millisecond. */
  static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
