package dev.hubbub.example;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Looks at every message before it is kept: words of the list {@code mask} of its configuration are starred out, and a
 * message with one of the list {@code refuse} is not taken.
 */
public final class Masking extends VerticleBase {
  @Override
  public Future<?> start() {
    Pattern masked = words("mask");
    Pattern refused = words("refuse");
    return vertx
        .eventBus()
        .<JsonObject>consumer("hubbub.intercept.message", message -> {
          String text = message.body().getString("text");
          if (refused.matcher(text).find()) {
            message.reply(new JsonObject().put("allow", false).put("reason", "Not in this house."));
            return;
          }
          String kept =
              masked.matcher(text).replaceAll(word -> "*".repeat(word.group().length()));
          JsonObject answer = new JsonObject().put("allow", true);
          message.reply(kept.equals(text) ? answer : answer.put("text", kept));
        })
        .completion();
  }

  private Pattern words(String list) {
    List<?> words = config().getJsonArray(list, new JsonArray()).getList();
    String any =
        words.stream().map(word -> Pattern.quote((String) word)).collect(Collectors.joining("|"));
    return Pattern.compile(
        words.isEmpty() ? "(?!)" : "\\b(" + any + ")\\b", Pattern.CASE_INSENSITIVE);
  }
}
