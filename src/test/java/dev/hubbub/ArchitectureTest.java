package dev.hubbub;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.hubbub.ops.Failpoint;
import io.vertx.core.Future;

/** The arrows of DESIGN.md 3. A package that is not there yet breaks none of them. */
@AnalyzeClasses(packages = "dev.hubbub", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] SOCKETS = {
    "io.vertx.ext.web..", "io.vertx.core.http..", "io.vertx.core.net..", "io.netty.."
  };

  @ArchTest
  static final ArchRule dependenciesPointOneWay = layeredArchitecture()
      .consideringOnlyDependenciesInAnyPackage("dev.hubbub..")
      .withOptionalLayers(true)
      .layer("main")
      .definedBy("dev.hubbub")
      .layer("cli")
      .definedBy("dev.hubbub.cli..")
      .layer("gateway")
      .definedBy("dev.hubbub.gateway..")
      .layer("hub")
      .definedBy("dev.hubbub.hub..")
      .layer("redis")
      .definedBy("dev.hubbub.redis..")
      .layer("history")
      .definedBy("dev.hubbub.history..")
      .layer("account")
      .definedBy("dev.hubbub.account..")
      .layer("load")
      .definedBy("dev.hubbub.load..")
      .layer("ops")
      .definedBy("dev.hubbub.ops..")
      .layer("archive")
      .definedBy("dev.hubbub.archive..")
      .layer("protocol")
      .definedBy("dev.hubbub.protocol..")
      .layer("room")
      .definedBy("dev.hubbub.room..")
      .layer("bus")
      .definedBy("dev.hubbub.bus..")
      .layer("config")
      .definedBy("dev.hubbub.config..")
      .whereLayer("main")
      .mayNotBeAccessedByAnyLayer()
      .whereLayer("cli")
      .mayOnlyBeAccessedByLayers("main")
      .whereLayer("load")
      .mayNotAccessAnyLayer()
      .whereLayer("gateway")
      .mayOnlyAccessLayers("hub", "account", "protocol", "room", "ops", "bus", "config")
      .whereLayer("hub")
      .mayOnlyAccessLayers("protocol", "room", "ops", "bus", "config")
      .whereLayer("redis")
      .mayOnlyAccessLayers("protocol", "room", "ops", "bus", "config")
      .whereLayer("history")
      .mayOnlyAccessLayers("room", "ops", "bus", "config")
      .whereLayer("account")
      .mayOnlyAccessLayers("room", "ops", "bus", "config")
      .whereLayer("ops")
      .mayOnlyAccessLayers("protocol", "room", "config")
      .whereLayer("archive")
      .mayOnlyAccessLayers("room", "bus")
      .whereLayer("protocol")
      .mayOnlyAccessLayers("room", "bus", "config")
      .whereLayer("room")
      .mayOnlyAccessLayers("config")
      .whereLayer("bus")
      .mayOnlyAccessLayers("room")
      .whereLayer("config")
      .mayNotAccessAnyLayer();

  @ArchTest
  static final ArchRule noPackageDependsOnItselfByWayOfAnother =
      slices().matching("dev.hubbub.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest
  static final ArchRule theRulesOfChatKnowOfVertxOnlyFuture = noClasses()
      .that()
      .resideInAPackage("dev.hubbub.room..")
      .should()
      .dependOnClassesThat(
          resideInAnyPackage("io.vertx..", "io.netty..").and(not(belongToAnyOf(Future.class))));

  @ArchTest
  static final ArchRule onlyHistoryKnowsSql = onlyIn(
      "dev.hubbub.history..",
      "io.vertx.sqlclient..",
      "io.vertx.pgclient..",
      "java.sql..",
      "javax.sql..",
      "org.sqlite..");

  @ArchTest
  static final ArchRule onlyRedisKnowsTheRedisClient =
      onlyIn("dev.hubbub.redis..", "io.vertx.redis..");

  @ArchTest
  static final ArchRule onlyOpsKnowsTheMeters =
      onlyIn("dev.hubbub.ops..", "io.micrometer..", "io.prometheus..");

  @ArchTest
  static final ArchRule onlyGatewayKnowsTheWeb =
      onlyIn("dev.hubbub.gateway..", "io.vertx.ext.web..");

  /**
   * The gateway to write what was encoded once; the store to cut a connection that PostgreSQL has left standing. The load
   * generator is a client, made of little else.
   */
  @ArchTest
  static final ArchRule twoClassesReachTheChannel = noClasses()
      .that()
      .resideOutsideOfPackages("dev.hubbub.gateway..", "dev.hubbub.load..")
      .and()
      .doNotHaveFullyQualifiedName("dev.hubbub.history.PgConnections")
      .should()
      .dependOnClassesThat(resideInAnyPackage("io.netty.."));

  @ArchTest
  static final ArchRule onlyGatewayOpensSockets = noClasses()
      .that()
      .resideOutsideOfPackages(
          "dev.hubbub.gateway..",
          "dev.hubbub.load..",
          // Their clients are told by options where to connect; an outside issuer's keys come, and
          // spans go, over HTTP.
          "dev.hubbub.ops..",
          "dev.hubbub.redis..",
          "dev.hubbub.history..",
          "dev.hubbub.account..")
      .should()
      .dependOnClassesThat(resideInAnyPackage(SOCKETS));

  @ArchTest
  static final ArchRule onlyTheCommandLinePrints = noClasses()
      .that()
      .resideOutsideOfPackage("dev.hubbub.cli..")
      .and()
      .doNotHaveFullyQualifiedName("dev.hubbub.Hubbub")
      .should(ACCESS_STANDARD_STREAMS);

  /** What makes a process die there belongs to tests: nobody can turn it on in a server. */
  @ArchTest
  static final ArchRule nothingWaitsAtTheFailpoints =
      noClasses().should().implement(Failpoint.Probe.class);

  @ArchTest
  static final ArchRule everyPackageIsOneOfTheDesign = classes()
      .should()
      .resideInAnyPackage(
          "dev.hubbub",
          "dev.hubbub.cli..",
          "dev.hubbub.gateway..",
          "dev.hubbub.hub..",
          "dev.hubbub.redis..",
          "dev.hubbub.history..",
          "dev.hubbub.account..",
          "dev.hubbub.archive..",
          "dev.hubbub.load..",
          "dev.hubbub.ops..",
          "dev.hubbub.protocol..",
          "dev.hubbub.room..",
          "dev.hubbub.bus..",
          "dev.hubbub.config..");

  private static ArchRule onlyIn(String owner, String... packages) {
    return noClasses()
        .that(not(resideInAPackage(owner)))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages);
  }
}
