package dev.hubbub.config;

/**
 * A door of PROTOCOL.md 5 ({@code channels}): raw text over WebSocket, tied to a channel.
 *
 * @param path where it is, such as {@code /chat/:user} or {@code /ws}
 * @param channel the channel's whole name; no prefix is added
 * @param format {@code NAMED} publishes {@code user:text}, {@code RAW} the text alone
 * @param echo whether the sender hears itself
 */
public record PlainChannel(String path, String channel, Format format, boolean echo) {
  /** What is published for a text. */
  public enum Format {
    NAMED,
    RAW
  }
}
