package dev.hubbub.survive;

import java.util.List;

/** Faults of what instances stand on: the store, the clock, names, certificates, the log, the configuration. */
final class Ground {
  private static final int MIGRATIONS = 10;

  private Ground() {}

  /** All of them, in the order of the table, but the longest first: nothing runs beside what is last. */
  static List<Fault> faults() {
    return List.of(
        new MigrationRace(MIGRATIONS),
        new RedisAbsent(),
        new PostgresKilled(),
        new ConnectionsTerminated(),
        new PostgresStopped(),
        new StoreWentBack(),
        new StoreReadOnly(),
        new ConnectionsExhausted(),
        new RoomLocked(),
        new Partition(),
        new InstanceStopped(),
        new ClockAskew(),
        new NamesAstray(),
        new BadConfiguration(),
        new CertificateExpired(),
        StuckOutput.unread(),
        StuckOutput.full());
  }
}
