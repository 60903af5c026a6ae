package dev.hubbub.account;

import dev.hubbub.config.AuthConfig;
import dev.hubbub.config.LimitsConfig;
import dev.hubbub.config.RoomsConfig;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings for tests: the defaults of PROTOCOL.md and DESIGN.md but for what a test says. */
public final class Settings {
  /** 32 bytes and a few. */
  public static final String SECRET = "a secret that is long enough: 0123456789";

  private Settings() {}

  /** HS256, guests and registration open. */
  public static AuthConfig auth() {
    return auth(true, true);
  }

  /** HS256, with the doors as told. */
  public static AuthConfig auth(boolean guests, boolean registration) {
    return new AuthConfig(
        SECRET,
        null,
        "hubbub",
        "hubbub",
        900,
        2_592_000,
        guests,
        registration,
        "HS256",
        null,
        null,
        null,
        null,
        null,
        null,
        "preferred_username");
  }

  /** Signed with keys of our own. */
  public static AuthConfig auth(
      String algorithm, @Nullable String privateKey, @Nullable String publicKey) {
    return new AuthConfig(
        SECRET,
        null,
        "hubbub",
        "hubbub",
        900,
        2_592_000,
        true,
        true,
        algorithm,
        privateKey,
        publicKey,
        null,
        null,
        null,
        null,
        "preferred_username");
  }

  /** HS256 while secrets are changed. */
  public static AuthConfig changing(String secret, @Nullable String secondSecret) {
    AuthConfig usual = auth();
    return new AuthConfig(
        secret,
        secondSecret,
        usual.issuer(),
        usual.audience(),
        usual.accessSeconds(),
        usual.refreshSeconds(),
        true,
        true,
        "HS256",
        null,
        null,
        null,
        null,
        null,
        null,
        usual.jwksUserClaim());
  }

  /** The same, while pairs of keys are changed. */
  public static AuthConfig changing(AuthConfig pair, String secondPublicKey) {
    return new AuthConfig(
        pair.secret(),
        null,
        pair.issuer(),
        pair.audience(),
        pair.accessSeconds(),
        pair.refreshSeconds(),
        true,
        true,
        pair.algorithm(),
        pair.privateKey(),
        pair.publicKey(),
        secondPublicKey,
        null,
        null,
        null,
        pair.jwksUserClaim());
  }

  /** HS256 beside an outside issuer, {@code https://issuer.example}, audience {@code chat}. */
  public static AuthConfig outside(String jwksUrl) {
    return new AuthConfig(
        SECRET,
        null,
        "hubbub",
        "hubbub",
        900,
        2_592_000,
        true,
        true,
        "HS256",
        null,
        null,
        null,
        jwksUrl,
        "https://issuer.example",
        "chat",
        "preferred_username");
  }

  /** The defaults, but for the two that are about logging in. */
  public static LimitsConfig limits(int loginsPerMinute, int registrationsPerHour) {
    return new LimitsConfig(
        4_000,
        65_536,
        1_000,
        1_048_576,
        10,
        25_000,
        10,
        5,
        15,
        20,
        20,
        50,
        20_000,
        200,
        10,
        loginsPerMinute,
        registrationsPerHour,
        20,
        500,
        10,
        10,
        200,
        1_000,
        100,
        0,
        2,
        1_000,
        67_108_864);
  }

  /**
   * The defaults, but nothing is counted per second, minute, hour, user, address or room other than what {@code rates}
   * tells.
   *
   * @param rates by the names of the components of {@link LimitsConfig}
   */
  public static LimitsConfig rates(Map<String, Integer> rates) {
    LimitsConfig defaults = limits(0, 0);
    RecordComponent[] components = LimitsConfig.class.getRecordComponents();
    Object[] values = new Object[components.length];
    try {
      for (int i = 0; i < values.length; i++) {
        String name = components[i].getName();
        Integer told = rates.get(name);
        values[i] = told != null
            ? told
            : name.contains("Per")
                ? Integer.valueOf(0)
                : components[i].getAccessor().invoke(defaults);
      }
      return (LimitsConfig) LimitsConfig.class.getDeclaredConstructors()[0].newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("not a record of whole numbers", e);
    }
  }

  /** {@code general} for newcomers, {@code quiet} not. */
  public static RoomsConfig rooms() {
    return new RoomsConfig(List.of(
        new RoomsConfig.Kept("general", "General", "", true),
        new RoomsConfig.Kept("quiet", "Quiet", "", false)));
  }
}
