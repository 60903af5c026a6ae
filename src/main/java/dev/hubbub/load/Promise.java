package dev.hubbub.load;

/** The promises of PROTOCOL.md 2 that a load can see broken, by their number there, and that of 3.2 that all is answered. */
enum Promise {
  REPLIES("3.2", "every send is answered"),
  DURABLE("2.1", "an ack means durable"),
  IN_ORDER("2.2", "exactly once, in order"),
  RESENDING("2.3", "resending is safe"),
  RESUMING("2.4", "resuming is whole or honest"),
  REMOVAL("2.5", "membership is part of the order"),
  AUTHORITY("2.6", "no answer without authority"),
  SEND_ORDER("2.7", "order of sends"),
  EPOCH("2.8", "a lost history is announced");

  private final String number;
  private final String words;

  Promise(String number, String words) {
    this.number = number;
    this.words = words;
  }

  /** Where PROTOCOL.md has it. */
  String number() {
    return number;
  }

  /** What it is. */
  String words() {
    return words;
  }
}
