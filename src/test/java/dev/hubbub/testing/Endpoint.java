package dev.hubbub.testing;

/** Where the server under test is, and who the tests are there. */
public interface Endpoint {
  String host();

  int port();

  /** A good access token; its user may open a few sessions at once. */
  String token();
}
