package dev.hubbub.survive;

/** F13: PostgreSQL takes no writes, as with a disk that is full. */
final class StoreReadOnly extends StoreAway {
  StoreReadOnly() {
    super("F13", "PostgreSQL is read-only");
  }

  @Override
  void harm(Scene scene) {
    scene.site().postgres().alterSystem("SET default_transaction_read_only = on");
    expectUnavailable();
    expectHealth(scene, 200);
    for (int i = 0; i < scene.site().size(); i++) {
      note(voice(i).kept());
    }
  }

  @Override
  void mend(Scene scene) {
    scene.site().postgres().alterSystem("RESET default_transaction_read_only");
  }
}
