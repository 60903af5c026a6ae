package dev.hubbub.room;

import dev.hubbub.room.Presence.Announcement;
import java.util.Collection;

/**
 * What an instance tells the others about those who are there.
 *
 * @param instance its id
 * @param kind how the rest is meant
 * @param people some of its users
 */
public record Attending(String instance, Kind kind, Collection<Announcement> people) {
  /** How it is meant. */
  public enum Kind {
    /** It came, or may have missed what others said: they say all they have to say. */
    ASKS,
    /** Of these people it is so now; all others are as before. An instance says this now and then to show that it lives. */
    SAYS,
    /** These are all. */
    SAYS_ALL,
    /** It goes, and its users with it. */
    GOES
  }
}
