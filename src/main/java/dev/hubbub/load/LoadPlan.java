package dev.hubbub.load;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a load is made of. Immutable.
 *
 * @param urls where the instances are, {@code http} or {@code https}; sessions are spread over them in turn
 * @param users how many people there are, each with one session
 * @param rooms how many rooms are made
 * @param joins how many of them each user is in
 * @param senders how many of the users write, in turn
 * @param rate messages per second of all senders together; 0 has everybody listen in silence
 * @param warmUp for how long messages are sent before the measured time
 * @param duration the measured time
 * @param drain how long is waited, at most, for what is still under way at its end
 * @param size of a message's text, in bytes
 * @param cuts sessions per second that lose their connection, to come back and resume
 * @param connectRate sessions opened per second
 * @param register whether users register with a password instead of coming as guests
 * @param tokens a file with an access token per line, for users who exist; absent for users made here
 * @param audit whether the rooms' logs are read at the end and laid beside what was acknowledged and delivered
 * @param clean whether rooms and registered users are removed at the end
 * @param pids the processes to be watched; empty for those that listen where {@code urls} point, if they are on this
 *     machine
 * @param json where the figures go, as JSON
 * @param html where the report goes, as one page
 */
public record LoadPlan(
    List<URI> urls,
    int users,
    int rooms,
    int joins,
    int senders,
    double rate,
    Duration warmUp,
    Duration duration,
    Duration drain,
    int size,
    double cuts,
    int connectRate,
    boolean register,
    @Nullable Path tokens,
    boolean audit,
    boolean clean,
    List<Long> pids,
    @Nullable Path json,
    @Nullable Path html) {

  /** The instance that the {@code turn}-th session, or the next one after it, goes to. */
  URI url(int turn) {
    return urls.get(Math.floorMod(turn, urls.size()));
  }

  /** The {@code slot}-th room of a user. */
  int room(int user, int slot) {
    return (user + slot) % rooms;
  }

  /** Which of a user's rooms that is; negative for none. */
  int slot(int user, int room) {
    int slot = Math.floorMod(room - user, rooms);
    return slot < joins ? slot : -1;
  }

  double seconds() {
    return duration.toNanos() / 1e9;
  }
}
