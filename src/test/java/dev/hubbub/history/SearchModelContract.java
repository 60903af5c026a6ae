package dev.hubbub.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.room.Draft;
import dev.hubbub.room.User;
import dev.hubbub.room.Visibility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Search beside a model that knows no index: it looks through all that is there, with patterns. */
abstract class SearchModelContract extends SearchContract {
  private static final List<String> WORDS =
      List.of("to", "be", "or", "not", "To", "BEING", "tomorrow", "caf\u00e9", "cafe", "42");
  private static final List<String> BETWEEN = List.of(" ", ", ", " - ", "/", "!? ", " (", "'");

  private record Said(String room, long seq) {}

  /** What is so at the moment. */
  private final Map<Said, String> texts = new HashMap<>();

  private final Map<Said, User> senders = new HashMap<>();
  private final Map<String, Set<User>> members = new HashMap<>();

  @Test
  void isAsIfEverythingWereLookedThrough() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    User owner = one.user("owner");
    List<User> people =
        IntStream.range(0, 4).mapToObj(i -> one.user("user" + i)).toList();
    for (String name : List.of("One", "Two", "Three")) {
      String room = room(owner, name, Visibility.PUBLIC).id();
      members.put(room, new HashSet<>(Set.of(owner)));
    }
    List<String> rooms = List.copyOf(members.keySet());
    for (int i = 0; i < 400; i++) {
      String room = rooms.get(random.nextInt(rooms.size()));
      act(random, room, owner, people.get(random.nextInt(people.size())));
      if (i % 10 == 0) {
        ask(random, people, seed, false);
      }
      if (i % 100 == 99) {
        caughtUp();
        for (int asked = 0; asked < 40; asked++) {
          ask(random, people, seed, true);
        }
      }
    }
  }

  private void act(Random random, String room, User owner, User user) {
    Set<User> there = members.computeIfAbsent(room, id -> new HashSet<>());
    if (!there.contains(user)) {
      one.append(new Draft.Join(room, user));
      there.add(user);
      return;
    }
    List<Said> own = senders.entrySet().stream()
        .filter(said -> said.getKey().room().equals(room)
            && said.getValue().equals(user)
            && texts.containsKey(said.getKey()))
        .map(Map.Entry::getKey)
        .toList();
    int what = random.nextInt(10);
    if (what == 0) {
      one.append(new Draft.Kick(room, owner, user));
      there.remove(user);
    } else if (what <= 2 && !own.isEmpty()) {
      Said said = own.get(random.nextInt(own.size()));
      String text = text(random);
      one.append(new Draft.Edit(room, user, null, said.seq(), text));
      texts.put(said, text);
    } else if (what == 3 && !own.isEmpty()) {
      Said said = own.get(random.nextInt(own.size()));
      one.append(new Draft.Delete(room, random.nextBoolean() ? user : owner, null, said.seq()));
      texts.remove(said);
    } else {
      String text = text(random);
      Said said = new Said(room, one.say(room, user, null, text).seq());
      texts.put(said, text);
      senders.put(said, user);
    }
  }

  private void ask(Random random, List<User> people, long seed, boolean caughtUp) {
    User user = people.get(random.nextInt(people.size()));
    List<String> words = some(random, 1 + random.nextInt(2));
    int kind = random.nextInt(3);
    String query =
        switch (kind) {
          case 0 -> String.join(" ", words);
          case 1 -> "\"" + String.join(" ", words) + "\"";
          default -> words.get(0).substring(0, 1 + random.nextInt(words.get(0).length())) + "*";
        };
    List<Pattern> patterns =
        switch (kind) {
          case 0 -> words.stream().map(word -> pattern(Pattern.quote(word), "")).toList();
          case 1 -> List.of(pattern(
              words.stream().map(Pattern::quote).collect(Collectors.joining("[^\\p{L}\\p{N}]+")),
              ""));
          default -> List.of(pattern(Pattern.quote(query.substring(0, query.length() - 1)), "any"));
        };
    Set<Said> expected = texts.entrySet().stream()
        .filter(said -> members.getOrDefault(said.getKey().room(), Set.of()).contains(user)
            && patterns.stream().allMatch(one -> one.matcher(said.getValue()).find()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
    List<Said> hits = find(user, query).items().stream()
        .map(hit -> new Said(hit.message().room(), hit.message().seq()))
        .toList();
    Set<Said> found = new HashSet<>(hits);
    String told = query + " of " + user.username() + ", seed " + seed;
    assertEquals(found.size(), hits.size(), told);
    if (caughtUp) {
      assertEquals(expected, found, told);
    } else {
      assertTrue(expected.containsAll(found), told);
    }
  }

  private static Pattern pattern(String words, String rest) {
    return Pattern.compile(
        "(?<![\\p{L}\\p{N}])" + words + (rest.isEmpty() ? "(?![\\p{L}\\p{N}])" : ""),
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  private static String text(Random random) {
    List<String> words = some(random, 1 + random.nextInt(6));
    StringBuilder text = new StringBuilder();
    words.forEach(word -> text.append(word).append(BETWEEN.get(random.nextInt(BETWEEN.size()))));
    return text + ".";
  }

  private static List<String> some(Random random, int many) {
    List<String> some = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      some.add(WORDS.get(random.nextInt(WORDS.size())));
    }
    return some;
  }
}
