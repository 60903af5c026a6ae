package dev.hubbub.bench;

/** The workloads W1 to W5 of DESIGN.md 11; messages have 128 bytes. */
enum Workload {
  W1(5_000, 100, 100, 100, "5,000 sessions, 100 rooms of 50, 100 msg/s in, 5,000/s out"),
  W2(1_000, 1, 10, 50, "1,000 sessions in one room, 50 msg/s in, 50,000/s out"),
  W3(1_000, 1, 10, 100, "the same room, as much as it takes with p99 < 200 ms"),
  W4(10_000, 100, 1, 0, "10,000 idle sessions"),
  W5(1_000, 1, 10, 50, "W2 over two instances");

  private final int users;
  private final int rooms;
  private final int senders;
  private final int rate;
  private final String words;

  Workload(int users, int rooms, int senders, int rate, String words) {
    this.users = users;
    this.rooms = rooms;
    this.senders = senders;
    this.rate = rate;
    this.words = words;
  }

  int users() {
    return users;
  }

  int rooms() {
    return rooms;
  }

  int senders() {
    return senders;
  }

  /** Messages per second of all senders; of W3 those it begins with. */
  int rate() {
    return rate;
  }

  int instances() {
    return this == W5 ? 2 : 1;
  }

  /** What it is, for a table. */
  String words() {
    return words;
  }
}
