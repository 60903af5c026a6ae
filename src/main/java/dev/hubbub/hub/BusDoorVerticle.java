package dev.hubbub.hub;

import dev.hubbub.bus.JsonBus;
import dev.hubbub.protocol.BusParser;
import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.EventJson;
import dev.hubbub.room.Accounts;
import dev.hubbub.room.Accounts.Account;
import dev.hubbub.room.Draft;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Event;
import dev.hubbub.room.History;
import dev.hubbub.room.Refusal;
import dev.hubbub.room.User;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * What verticles of others may ask on the event bus (PROTOCOL.md 7). They are trusted: they speak as anybody, without the
 * limits of a session, and read every room. What they append goes the way of every message, so the room decides whether
 * {@code from} may, and it is numbered in the order in which it was asked for.
 */
public final class BusDoorVerticle extends VerticleBase {
  private static final String APPEND = "hubbub.history.append";
  private static final String PAGE = "hubbub.history.page";

  private final HubClient hub;
  private final History history;
  private final Accounts accounts;
  private final BusParser parser;
  private final InOrder<String> inOrder = new InOrder<>();

  /** A door to {@code hub} and {@code history}, for those who have an account. */
  public BusDoorVerticle(HubClient hub, History history, Accounts accounts, BusParser parser) {
    this.hub = hub;
    this.history = history;
    this.accounts = accounts;
    this.parser = parser;
  }

  @Override
  public Future<?> start() {
    JsonBus bus = JsonBus.of(vertx);
    return Future.all(
        bus.serve(APPEND, this::append).completion(),
        bus.serve(PAGE, this::page).completion());
  }

  private Future<JsonObject> append(String body) {
    BusParser.Entry entry = parser.entry(body);
    Future<Draft> draft = accounts.find(entry.from()).map(found -> {
      Account account = found.orElseThrow(Refusal::notFound);
      if (account.disabled()) {
        throw new Refusal(ErrorCode.FORBIDDEN, "This account is let in no more.");
      }
      return draft(account.user(), entry.command());
    });
    return inOrder.take(room(entry.command()), draft).compose(hub::append).map(appended -> {
      Event event = appended.event();
      return new JsonObject()
          .put("seq", event.seq())
          .put("ts", event.ts())
          .put("duplicate", appended.duplicate());
    });
  }

  private static Draft draft(User from, Command command) {
    if (command instanceof Command.Send send) {
      return new Draft.Message(send.room(), from, send.key(), send.text(), send.replyTo());
    } else if (command instanceof Command.Edit edit) {
      return new Draft.Edit(edit.room(), from, edit.key(), edit.target(), edit.text());
    } else if (command instanceof Command.Delete delete) {
      return new Draft.Delete(delete.room(), from, delete.key(), delete.target());
    } else if (command instanceof Command.React react) {
      return new Draft.React(
          react.room(), from, react.key(), react.target(), react.emoji(), react.on());
    }
    throw new IllegalArgumentException("Nothing that is appended: " + command.getClass());
  }

  private static String room(Command command) {
    if (command instanceof Command.Send send) {
      return send.room();
    } else if (command instanceof Command.Edit edit) {
      return edit.room();
    } else if (command instanceof Command.Delete delete) {
      return delete.room();
    }
    return ((Command.React) command).room();
  }

  private Future<JsonObject> page(String body) {
    Command.History asked = parser.page(body);
    return history
        .page(asked.room(), asked.before(), asked.after(), asked.limit())
        .map(page -> {
          JsonArray events = new JsonArray();
          page.events()
              .forEach(event -> events.add(new JsonObject(Buffer.buffer(EventJson.encode(event)))));
          return new JsonObject().put("events", events).put("more", page.more());
        });
  }
}
