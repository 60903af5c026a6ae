package dev.hubbub.survive;

/** Something that no client should send, and what has to become of it. Immutable. */
interface BadInput {
  /** What is sent, in one line. */
  String name();

  /** How it has to be answered, in one line. */
  String expected();

  /**
   * Sends it.
   *
   * @throws AssertionError where the server does anything else than it has to
   */
  void send(InputSite site) throws Exception;

  /** JSON in which apostrophes stand for quotation marks. */
  static String json(String quoted) {
    return quoted.replace('\'', '"');
  }
}
