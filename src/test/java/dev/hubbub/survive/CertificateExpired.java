package dev.hubbub.survive;

import dev.hubbub.testing.Authority;
import dev.hubbub.testing.HubbubProcess;
import dev.hubbub.testing.Postgres;
import dev.hubbub.testing.Redis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The certificate of PostgreSQL is changed for another, expires, and is renewed. Hubbub serves no TLS itself, so those of
 * its services are all there are.
 */
final class CertificateExpired implements Fault {
  private static final Duration TOLD = Duration.ofSeconds(5);
  private static final Duration BACK = Duration.ofSeconds(10);

  @Override
  public String id() {
    return "F24";
  }

  @Override
  public String title() {
    return "The certificate of PostgreSQL changes, expires, is renewed";
  }

  @Override
  public List<Finding> run(Plan plan, long seed) {
    Authority authority = Authority.make();
    List<Finding> findings = new ArrayList<>();
    try (Postgres postgres = Postgres.start();
        Redis redis = Redis.start()) {
      String database = postgres.newDatabase();
      postgres.present(authority.issue("-2d", 30));
      String url =
          postgres.uri(database) + "?sslmode=verify-full&sslrootcert=" + authority.certificate();
      try (HubbubProcess instance = HubbubProcess.sharing(url, redis.uri());
          Voice voice = Voice.at(instance.start())) {
        LateLoops loops = LateLoops.of(List.of(instance));
        change(postgres, database, authority.issue("-1d", 30));
        findings.add(Finding.within("another certificate: acked", BACK, voice.untilAcked()));

        change(postgres, database, authority.issue("-2d", 1));
        Duration before = voice.slowest();
        String answer = voice.say();
        findings.add(
            Finding.promise("an expired one: unavailable", answer, answer.equals("unavailable")));
        findings.add(Finding.within("told so", TOLD, voice.slowest()));
        int live = instance.rest().page("/livez").status();
        findings.add(Finding.promise("/livez 200", Integer.toString(live), live == 200));

        change(postgres, database, authority.issue("-1d", 30));
        findings.add(Finding.within("a renewed one: acked", BACK, voice.untilAcked()));
        findings.add(Finding.told("slowest answer until then", Finding.words(before)));
        findings.add(loops.found());
        findings.add(voice.kept());
        findings.add(Finding.promise(
            "the session stays", Boolean.toString(voice.isThere()), voice.isThere()));
      }
    }
    return findings;
  }

  private static void change(Postgres postgres, String database, Authority.Issued certificate) {
    postgres.present(certificate);
    postgres.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
        + database + "'");
  }
}
