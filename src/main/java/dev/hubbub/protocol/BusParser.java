package dev.hubbub.protocol;

import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Names;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Reads what verticles of others say on the event bus (PROTOCOL.md 7), by the rules of {@link CommandParser}: a text has
 * the same bounds whoever it comes from. Every method throws a {@link Refusal} that says what is wrong. Immutable; any
 * thread.
 */
public final class BusParser {
  /** Code points of the reason why a message is not taken. */
  private static final int REASON = 250;

  private static final String NO_REASON = "This server does not take this message.";

  private final CommandParser parser;

  /** A parser that holds to the bounds of {@code parser}. */
  public BusParser(CommandParser parser) {
    this.parser = parser;
  }

  /**
   * Something that is to be appended.
   *
   * @param from a username
   * @param command a {@link Command.Send}, {@link Command.Edit}, {@link Command.Delete} or {@link Command.React}
   */
  public record Entry(String from, Command command) {}

  /** What {@code hubbub.history.append} is asked: the fields of a client's frame, the type of the event, {@code from}. */
  public Entry entry(String body) {
    Fields fields = fields(body);
    String type = fields.string("type");
    String from = fields.string("from");
    Command command =
        switch (type) {
          case "message" -> parser.send(null, fields);
          case "edit" -> parser.edit(null, fields);
          case "delete" -> CommandParser.delete(null, fields);
          case "reaction" -> CommandParser.react(null, fields);
          default -> throw Fields.wrong("type", "must be message, edit, delete or reaction");
        };
    if (!Names.isUsername(from)) {
      throw Refusal.notFound();
    }
    return new Entry(from, command);
  }

  /** What {@code hubbub.history.page} is asked. */
  public Command.History page(String body) {
    return CommandParser.history(null, fields(body));
  }

  /** What a service that looks at messages answers about one. */
  public Verdict verdict(String body) {
    Fields fields = fields(body);
    if (!fields.flag("allow")) {
      return Verdict.refused(new Refusal(ErrorCode.FORBIDDEN, reason(fields)));
    }
    String text = fields.optionalString("text");
    return text == null ? Verdict.ALLOWED : Verdict.changed(parser.text(text));
  }

  private static String reason(Fields fields) {
    @Nullable String reason = fields.optionalString("reason");
    boolean fits = reason != null
        && Syntax.isVisible(reason)
        && Syntax.isStorable(reason)
        && !Syntax.isTooLong(reason, REASON);
    return reason != null && fits ? reason : NO_REASON;
  }

  private static Fields fields(String body) {
    try {
      return CommandParser.fields(body);
    } catch (MalformedFrame malformed) {
      throw new Refusal(malformed.code(), "The body must be one JSON object of few levels.");
    }
  }
}
