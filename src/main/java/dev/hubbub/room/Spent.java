package dev.hubbub.room;

/**
 * What somebody used up of a limit on one instance, told to the others so that all of them count alike.
 *
 * @param limit which limit
 * @param who whom it is counted for
 * @param times how often
 */
public record Spent(String limit, String who, int times) {}
