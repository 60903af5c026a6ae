package dev.hubbub;

/** placeholder */
final class Server {}
