package dev.hubbub.room;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A log of one room, in memory. */
final class OneRoomLog implements History {
  final List<Event> events = new ArrayList<>();
  final List<String> drafts = new ArrayList<>();
  String epoch = "e1";
  boolean duplicate;
  boolean failFill;
  int opens;

  @Nullable
  Refusal refusal;

  @Nullable
  Future<Opened> answer;

  @Nullable
  Future<List<Head>> heads;

  void grow(int by) {
    for (int i = 0; i < by; i++) {
      events.add(RoomTest.event(events.size() + 1L));
    }
  }

  Opened opened() {
    return new Opened(
        "general",
        epoch,
        events.size(),
        false,
        SharedEvents.NONE,
        "General",
        "",
        Visibility.PUBLIC,
        Role.MEMBER,
        1,
        0,
        0);
  }

  @Override
  public Future<Appended> append(Draft draft) {
    if (refusal != null) {
      return Future.failedFuture(refusal);
    }
    if (draft instanceof Draft.Join) {
      drafts.add("Join");
      return Future.succeededFuture(Appended.NOTHING);
    }
    grow(1);
    Event newest = events.get(events.size() - 1);
    return Future.succeededFuture(
        duplicate ? Appended.known(newest) : Appended.stored(List.of(newest), epoch));
  }

  @Override
  public Future<Opened> open(Open open) {
    opens++;
    if (refusal != null) {
      return Future.failedFuture(refusal);
    }
    return answer != null ? answer : Future.succeededFuture(opened());
  }

  @Override
  public Future<Page> page(String room, @Nullable Long before, @Nullable Long after, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Page> page(PageQuery query) {
    throw new AssertionError("The hub reads no pages.");
  }

  @Override
  public Future<History.Mark> read(String room, User user, long seq) {
    throw new AssertionError("The hub reads nobody's mark.");
  }

  @Override
  public Future<LogPage> log(LogQuery query) {
    throw new AssertionError("The hub reads no pages.");
  }

  @Override
  public Future<Readers> readers(String room, User user, long seq) {
    throw new AssertionError("Marks are not the hub's.");
  }

  @Override
  public Future<List<Inbox>> inbox(Collection<Place> places) {
    throw new AssertionError("Marks are not the hub's.");
  }

  @Override
  public Future<List<Event>> fill(String room, String asked, long after, int limit) {
    if (failFill) {
      return Future.failedFuture(Refusal.unavailable());
    }
    return Future.succeededFuture(
        asked.equals(epoch)
            ? events.stream().filter(event -> event.seq() > after).limit(limit).toList()
            : List.of());
  }

  @Override
  public Future<List<Head>> heads(Collection<String> rooms) {
    if (refusal != null) {
      return Future.failedFuture(refusal);
    }
    return heads != null
        ? heads
        : Future.succeededFuture(List.of(new Head("general", events.size(), epoch)));
  }
}
