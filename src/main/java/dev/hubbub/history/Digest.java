package dev.hubbub.history;

import dev.hubbub.room.Draft;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Tells two drafts with one key apart, also when the text of the first is no longer kept: the first 64 bits of a
 * SHA-256 over type and content. Who could make two collide would deceive only themselves, for a key is the sender's own.
 */
final class Digest {
  private Digest() {}

  static long of(Draft.Message message) {
    MessageDigest sha;
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    // No number holds a NUL, so the text begins where it seems to.
    sha.update((Events.MESSAGE + "\0" + message.replyTo() + "\0").getBytes(StandardCharsets.UTF_8));
    sha.update(message.text().getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(sha.digest()).getLong();
  }
}
