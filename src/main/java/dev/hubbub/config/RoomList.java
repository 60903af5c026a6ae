package dev.hubbub.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The value of {@code rooms}: objects of {@code id}, {@code name}, {@code topic}, {@code newcomers}; text is JSON. */
final class RoomList implements Kind<List<RoomsConfig.Kept>> {
  private static final Kind<String> ID = Texts.matching(
      "1 to 64 of a-z, 0-9 and dashes, not beginning with a dash", "[a-z0-9][a-z0-9-]{0,63}");
  private static final Kind<String> NAME = Texts.line(1, 64);
  private static final Kind<String> TOPIC = Texts.line(0, 250);

  @Override
  public String takes() {
    return "a list of {\"id\", \"name\", \"topic\", \"newcomers\"}";
  }

  @Override
  public List<RoomsConfig.Kept> fromJson(Object json) throws Misfit {
    if (!(json instanceof List<?> items)) {
      throw new Misfit(takes(), json);
    }
    List<RoomsConfig.Kept> rooms = Many.each(
        items, item -> Fields.read(item, "an object such as {\"id\":\"general\"}", RoomList::room));
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < rooms.size(); i++) {
      if (!ids.add(rooms.get(i).id())) {
        throw new Misfit(List.of(
            Misfit.Problem.of("an id that no other room has", rooms.get(i).id())
                .below("[" + i + "].id")));
      }
    }
    return rooms;
  }

  @Override
  public List<RoomsConfig.Kept> fromText(String text) throws Misfit {
    return fromJson(Json.fromVariable(text, takes()));
  }

  @Override
  public String show(List<RoomsConfig.Kept> rooms) {
    JsonArray shown = new JsonArray();
    rooms.forEach(room -> shown.add(new JsonObject()
        .put("id", room.id())
        .put("name", room.name())
        .put("topic", room.topic())
        .put("newcomers", room.newcomers())));
    return shown.encode();
  }

  private static RoomsConfig.Kept room(Fields fields) {
    String id = fields.take("id", ID, null, "");
    return new RoomsConfig.Kept(
        id,
        fields.take("name", NAME, id, ""),
        fields.take("topic", TOPIC, "", ""),
        fields.take("newcomers", Kind.flag(), false, false));
  }
}
