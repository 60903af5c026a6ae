package dev.hubbub.survive;

/** F9: PostgreSQL is killed under load, and started again later. */
final class PostgresKilled extends StoreAway {
  PostgresKilled() {
    super("F9", "PostgreSQL is killed and started again");
  }

  @Override
  void harm(Scene scene) {
    scene.site().postgres().kill();
    expectUnavailable();
    expectHealth(scene, 503);
  }

  @Override
  void mend(Scene scene) {
    scene.site().postgres().restart();
  }
}
