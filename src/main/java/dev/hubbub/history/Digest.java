package dev.hubbub.history;

import dev.hubbub.room.Draft;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * Tells two drafts with one key apart, also when the text of the first is no longer kept: the first 64 bits of a
 * SHA-256 over type and content. Who could make two collide would deceive only themselves, for a key is the sender's own.
 */
final class Digest {
  private Digest() {}

  static long of(Draft.Message message) {
    // No number holds a NUL, so the text begins where it seems to.
    return of(Events.MESSAGE + "\0" + message.replyTo() + "\0", message.text());
  }

  /** Of a wish, whose parts hold no NUL. */
  static long ofWish(@Nullable Object... parts) {
    StringBuilder all = new StringBuilder();
    for (Object part : parts) {
      all.append(part == null ? "-" : "+" + part).append('\0');
    }
    return of("", all.toString());
  }

  private static long of(String head, String content) {
    MessageDigest sha;
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    sha.update(head.getBytes(StandardCharsets.UTF_8));
    sha.update(content.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(sha.digest()).getLong();
  }
}
