package dev.hubbub.config;

/** What a setting means that was not made: safe on a public address, or comfortable at one's own desk. */
public enum Profile {
  DEV,
  PRODUCTION
}
