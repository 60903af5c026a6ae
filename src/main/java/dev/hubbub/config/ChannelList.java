package dev.hubbub.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The value of {@code channels}: objects of {@code path}, {@code channel}, {@code format}, {@code echo}; text is JSON. */
final class ChannelList implements Kind<List<PlainChannel>> {
  private static final Set<String> TAKEN =
      Set.of("api", "i", "livez", "readyz", "metrics", "version", "assets");
  private static final Kind<String> PATH = Kind.text(
      "a path such as /chat/:user or /ws, not one of the server's own", text -> Optional.of(text)
          .filter(path -> path.matches("(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+(/:user)?"))
          .filter(path -> !TAKEN.contains(path.split("/", 3)[1])));
  private static final Kind<String> CHANNEL = Texts.line(1, 255);

  @Override
  public String takes() {
    return "a list of {\"path\", \"channel\", \"format\", \"echo\"}";
  }

  @Override
  public List<PlainChannel> fromJson(Object json) throws Misfit {
    if (!(json instanceof List<?> items)) {
      throw new Misfit(takes(), json);
    }
    List<PlainChannel> channels = Many.each(
        items,
        item -> Fields.read(
            item,
            "an object such as {\"path\":\"/ws\",\"channel\":\"chats\"}",
            ChannelList::channel));
    Set<String> paths = new HashSet<>();
    for (int i = 0; i < channels.size(); i++) {
      refuseOddPath(channels.get(i), i, paths);
    }
    return channels;
  }

  @Override
  public List<PlainChannel> fromText(String text) throws Misfit {
    return fromJson(Json.fromVariable(text, takes()));
  }

  @Override
  public String show(List<PlainChannel> channels) {
    JsonArray shown = new JsonArray();
    channels.forEach(channel -> shown.add(new JsonObject()
        .put("path", channel.path())
        .put("channel", channel.channel())
        .put("format", channel.format().name().toLowerCase(Locale.ROOT))
        .put("echo", channel.echo())));
    return shown.encode();
  }

  private static PlainChannel channel(Fields fields) {
    String path = fields.take("path", PATH, null, "");
    String channel = fields.take("channel", CHANNEL, null, "");
    boolean raw =
        fields.take("format", Kind.word("named", "raw"), "named", "named").equals("raw");
    boolean echo = fields.take("echo", Kind.flag(), raw, raw);
    return new PlainChannel(
        path, channel, raw ? PlainChannel.Format.RAW : PlainChannel.Format.NAMED, echo);
  }

  private static void refuseOddPath(PlainChannel channel, int index, Set<String> paths)
      throws Misfit {
    boolean named = channel.format() == PlainChannel.Format.NAMED;
    String demand = null;
    if (!paths.add(channel.path())) {
      demand = "a path that no other channel has";
    } else if (named && !channel.path().endsWith("/:user")) {
      demand = "a path that ends with /:user, because the format is named";
    } else if (!named && channel.path().endsWith("/:user")) {
      demand = "a path without :user, because the format is raw";
    }
    if (demand != null) {
      throw new Misfit(
          List.of(Misfit.Problem.of(demand, channel.path()).below("[" + index + "].path")));
    }
  }
}
