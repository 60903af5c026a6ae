package dev.hubbub.account;

import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Refusal;

/** The one answer to every token that proves nothing, so that none can be told from another. */
final class Unproven {
  private Unproven() {}

  static Refusal refusal() {
    return new Refusal(ErrorCode.UNAUTHORIZED, "There is no valid token.");
  }
}
