package dev.uproute.text;

/** The version of this build. */
public final class Version {
  private Version() {}

  /** Such as 0.1.0; {@code dev} when the program does not run from its jar. */
  public static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }
}
