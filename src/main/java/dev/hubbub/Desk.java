package dev.hubbub;

import dev.hubbub.account.Caretaker;
import dev.hubbub.redis.RoomMemories;
import dev.hubbub.room.Accounts;
import dev.hubbub.room.Appended;
import dev.hubbub.room.Draft;
import dev.hubbub.room.Invites;
import dev.hubbub.room.Rooms;
import dev.hubbub.room.Upkeep;
import io.vertx.core.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The store, open for errands of the command line.
 *
 * @param append commits an event; running servers find it in the store
 * @param memories what Redis keeps of rooms; absent without Redis
 */
public record Desk(
    Caretaker caretaker,
    Accounts accounts,
    Rooms rooms,
    Invites invites,
    Function<Draft, Future<Appended>> append,
    Upkeep upkeep,
    @Nullable RoomMemories memories) {}
