package dev.hubbub.testing;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test class after which the log of a server holds a secret: so every test is one of this, too. */
public final class SecretsStayUntold implements AfterAllCallback {
  @Override
  public void afterAll(ExtensionContext context) {
    Secrets.ALL.assertUntold();
  }
}
