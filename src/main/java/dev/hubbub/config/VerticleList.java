package dev.hubbub.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** The value of {@code verticles}: objects of {@code name}, {@code instances}, {@code config}; text is JSON. */
final class VerticleList implements Kind<List<VerticleConfig>> {
  private static final Kind<String> NAME = Texts.line(1, 255);
  private static final Kind<Integer> INSTANCES = Kind.whole(1, 64);

  @Override
  public String takes() {
    return "a list of {\"name\", \"instances\", \"config\"}";
  }

  @Override
  public List<VerticleConfig> fromJson(Object json) throws Misfit {
    if (!(json instanceof List<?> items)) {
      throw new Misfit(takes(), json);
    }
    return Many.each(
        items,
        item -> Fields.read(
            item, "an object such as {\"name\":\"org.example.Masking\"}", VerticleList::verticle));
  }

  @Override
  public List<VerticleConfig> fromText(String text) throws Misfit {
    return fromJson(Json.fromVariable(text, takes()));
  }

  @Override
  public String show(List<VerticleConfig> verticles) {
    return shown(verticles, true);
  }

  /** Their configurations may hold secrets. */
  @Override
  public String masked(List<VerticleConfig> verticles) {
    return shown(verticles, false);
  }

  private static String shown(List<VerticleConfig> verticles, boolean whole) {
    JsonArray shown = new JsonArray();
    verticles.forEach(verticle -> shown.add(new JsonObject()
        .put("name", verticle.name())
        .put("instances", verticle.instances())
        .put("config", whole || verticle.config().isEmpty() ? verticle.config() : "***")));
    return shown.encode();
  }

  private static VerticleConfig verticle(Fields fields) {
    return new VerticleConfig(
        fields.take("name", NAME, null, ""),
        fields.take("instances", INSTANCES, 1, 1),
        fields.take("config", new Free(), new JsonObject(), new JsonObject()));
  }

  /** An object of whatever a verticle understands. */
  private static final class Free implements Kind<JsonObject> {
    @Override
    public String takes() {
      return "an object";
    }

    @Override
    public JsonObject fromJson(Object json) throws Misfit {
      if (json instanceof Map<?, ?> fields) {
        JsonObject object = new JsonObject();
        fields.forEach((name, value) -> object.put(String.valueOf(name), value));
        return new JsonObject(object.encode());
      }
      throw new Misfit(takes(), json);
    }

    @Override
    public JsonObject fromText(String text) throws Misfit {
      return fromJson(Json.fromVariable(text, takes()));
    }
  }
}
