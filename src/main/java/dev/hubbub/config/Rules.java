package dev.hubbub.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What must hold between keys, or depends on the profile. Each rule is one method. */
final class Rules {
  /** Different ones in a secret; one that was drawn by lot has more. */
  private static final int LEAST_CHARACTERS = 8;

  private final Settings settings;
  private final List<Fault> faults;
  private final List<String> warnings;

  Rules(Settings settings, List<Fault> faults, List<String> warnings) {
    this.settings = settings;
    this.faults = faults;
    this.warnings = warnings;
  }

  void check() {
    if (settings.profile() == Profile.PRODUCTION) {
      secretIsThere();
      originsAreNamed();
      comfortsAreMeant();
      trafficIsEncrypted();
      theDatabaseAsksWhoIsThere();
      theSecretIsNoPhrase();
    } else {
      developmentStaysAtHome();
    }
    keysSuitTheAlgorithm();
    secondKeysAreForAChange();
    outsideIssuerIsWhole();
    directoriesAreDirectories();
    authorityIsThere();
    channelsKeepOffOurs();
    sharingIsReal();
    doorsAreTwo();
  }

  private void secretIsThere() {
    if (!settings.isSaid(Keys.AUTH_SECRET)
        && faults.stream().noneMatch(fault -> fault.key().equals("auth.secret"))) {
      faults.add(new Fault(
          "auth.secret",
          "not set",
          "must be text of at least 32 bytes in production; set HUBBUB_AUTH_SECRET, or HUBBUB_AUTH_SECRET_FILE to a"
              + " file that holds it (openssl rand -base64 48 makes one)"));
    }
  }

  private void originsAreNamed() {
    if (settings.get(Keys.HTTP_ORIGINS).contains("*")) {
      fault(
          Keys.HTTP_ORIGINS,
          "must name the origins in production, but has *, which lets any web page act as its visitor");
    }
  }

  private void comfortsAreMeant() {
    warnIfOn(Keys.AUTH_GUESTS, "anybody may come in without an account");
    warnIfOn(Keys.HTTP_TOKEN_IN_URL, "tokens in URLs end up in the logs of proxies");
    if (!settings.get(Keys.CHANNELS).isEmpty()) {
      warn(
          Keys.CHANNELS, "plain channels have no login; anybody who reaches them reads and writes");
    }
  }

  private void trafficIsEncrypted() {
    String url = settings.find(Keys.HTTP_PUBLIC_URL);
    if (url == null
        || !url.startsWith("http://")
        || Addresses.isLoopback(url.substring(7).replaceAll(":\\d+$", ""))) {
      return;
    }
    if (settings.get(Keys.HTTP_TRUSTED_PROXIES).isEmpty()) {
      fault(
          Keys.HTTP_PUBLIC_URL,
          "must begin with https:// in production, or http.trusted_proxies must name the proxy in front: passwords and"
              + " tokens would travel unencrypted");
    } else {
      warn(
          Keys.HTTP_PUBLIC_URL,
          "passwords and tokens travel unencrypted; have the proxy in front speak TLS and say https");
    }
  }

  private void theDatabaseAsksWhoIsThere() {
    String url = settings.find(Keys.DATABASE_URL);
    if (url != null
        && !ServiceUrl.hasPassword(url)
        && !Addresses.isLoopback(ServiceUrl.host(url))) {
      fault(
          Keys.DATABASE_URL,
          "must hold a password in production, where the database is on another machine: it would ask nobody who they are");
    }
  }

  private void theSecretIsNoPhrase() {
    for (Key<String> key : List.of(Keys.AUTH_SECRET, Keys.AUTH_SECOND_SECRET)) {
      String secret = settings.find(key);
      if (secret != null && secret.chars().distinct().count() < LEAST_CHARACTERS) {
        warn(
            key,
            "it has so few different characters that it can be guessed; openssl rand -base64 48 makes one");
      }
    }
  }

  private void developmentStaysAtHome() {
    if (!Addresses.isLoopback(settings.get(Keys.HTTP_HOST))) {
      warn(
          Keys.HTTP_HOST,
          "the development profile lets guests in and is reachable from other machines");
    }
  }

  private void keysSuitTheAlgorithm() {
    String algorithm = settings.get(Keys.AUTH_ALGORITHM);
    if (algorithm.equals("HS256")) {
      return;
    }
    boolean signs = suits(algorithm, Keys.AUTH_PRIVATE_KEY);
    boolean proves = suits(algorithm, Keys.AUTH_PUBLIC_KEY);
    if (signs
        && proves
        && !Pem.belongTogether(
            settings.get(Keys.AUTH_PRIVATE_KEY), settings.get(Keys.AUTH_PUBLIC_KEY))) {
      fault(Keys.AUTH_PUBLIC_KEY, "must belong to auth.private_key, but belongs to another");
    }
  }

  private void secondKeysAreForAChange() {
    String algorithm = settings.get(Keys.AUTH_ALGORITHM);
    String pem = settings.find(Keys.AUTH_SECOND_PUBLIC_KEY);
    if (pem != null && algorithm.equals("HS256")) {
      warn(Keys.AUTH_SECOND_PUBLIC_KEY, "without effect, because auth.algorithm is HS256");
    } else if (pem != null && !Pem.suits(algorithm, pem)) {
      fault(
          Keys.AUTH_SECOND_PUBLIC_KEY,
          "must be " + demanded(algorithm) + ", because auth.algorithm is " + algorithm);
    } else {
      isAnother(Keys.AUTH_SECOND_PUBLIC_KEY, Keys.AUTH_PUBLIC_KEY);
    }
    isAnother(Keys.AUTH_SECOND_SECRET, Keys.AUTH_SECRET);
  }

  private void isAnother(Key<String> second, Key<String> first) {
    String key = settings.find(second);
    if (key == null) {
      return;
    }
    if (key.equals(settings.find(first))) {
      fault(second, "must be another than " + first.name() + ", but is the same");
    } else {
      warn(
          second,
          "whoever has it can sign tokens that are taken; take it out once its own have ended");
    }
  }

  private static String demanded(String algorithm) {
    return algorithm.equals("RS256")
        ? "an RSA key of 2,048 bits or more"
        : "an EC key on the curve P-256";
  }

  private boolean suits(String algorithm, Key<String> key) {
    String pem = settings.find(key);
    String demand = demanded(algorithm);
    if (pem == null) {
      boolean told = faults.stream().anyMatch(fault -> fault.key().equals(key.name()));
      if (!told) {
        faults.add(new Fault(
            key.name(),
            "not set",
            "must be " + demand + ", because auth.algorithm is " + algorithm + "; set "
                + key.fileVariable()));
      }
      return false;
    }
    if (!Pem.suits(algorithm, pem)) {
      fault(key, "must be " + demand + ", because auth.algorithm is " + algorithm);
      return false;
    }
    return true;
  }

  private void outsideIssuerIsWhole() {
    if (settings.find(Keys.AUTH_JWKS_URL) == null) {
      return;
    }
    for (Key<String> key : List.of(Keys.AUTH_JWKS_ISSUER, Keys.AUTH_JWKS_AUDIENCE)) {
      if (settings.find(key) == null) {
        faults.add(new Fault(
            key.name(),
            "not set",
            "must be set with auth.jwks_url, or tokens made for others would be taken"));
      }
    }
  }

  private void directoriesAreDirectories() {
    Path directory = Path.of(settings.get(Keys.DATA_DIR));
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      fault(Keys.DATA_DIR, "must be a directory, but " + directory + " is a file");
    }
  }

  private void authorityIsThere() {
    String ca = settings.find(Keys.REDIS_CA);
    if (ca != null && !Files.isReadable(Path.of(ca))) {
      fault(Keys.REDIS_CA, "must be a file that this user may read, but " + ca + " is not");
    }
  }

  private void channelsKeepOffOurs() {
    List<PlainChannel> channels = settings.get(Keys.CHANNELS);
    String prefix = settings.get(Keys.REDIS_PREFIX);
    for (int i = 0; i < channels.size(); i++) {
      if (channels.get(i).channel().startsWith(prefix)) {
        faults.add(new Fault(
            "channels[" + i + "].channel",
            settings.where(Keys.CHANNELS),
            "must not begin with redis.prefix (" + prefix
                + "), or whoever is on it could speak for the server"));
      }
    }
  }

  private void sharingIsReal() {
    if (settings.find(Keys.REDIS_URL) != null && settings.find(Keys.DATABASE_URL) == null) {
      warn(
          Keys.REDIS_URL,
          "without database.url the history is a file, which only instances on this machine with the same data.dir"
              + " share");
    }
  }

  private void doorsAreTwo() {
    Integer port = settings.find(Keys.MANAGEMENT_PORT);
    if (port == null) {
      return;
    }
    if (port != 0 && port.equals(settings.get(Keys.HTTP_PORT))) {
      fault(Keys.MANAGEMENT_PORT, "must not be http.port, or it would keep nothing apart");
    }
    warnIfOn(Keys.METRICS_PUBLIC, "without effect, for management.port serves /metrics");
    if (!Addresses.isLoopback(settings.get(Keys.MANAGEMENT_HOST))) {
      warn(
          Keys.MANAGEMENT_HOST,
          "whoever reaches it reads the metrics without a login; let a firewall keep others off");
    }
  }

  private void warnIfOn(Key<Boolean> key, String why) {
    if (settings.get(key)) {
      warn(key, why);
    }
  }

  private void warn(Key<?> key, String why) {
    warnings.add(key.name() + " (" + settings.where(key) + "): " + why + ".");
  }

  private void fault(Key<?> key, String problem) {
    faults.add(new Fault(key.name(), settings.where(key), problem));
  }
}
