package dev.hubbub.config;

/** Which Hubbub this is. */
public final class Build {
  private Build() {}

  /** The version in the jar's manifest; {@code unpackaged} for classes that no jar holds. */
  public static String version() {
    String version = Build.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }
}
