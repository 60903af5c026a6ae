package dev.hubbub.survive;

import java.util.Random;

/**
 * Where a fault happens.
 *
 * @param random what is left to chance, by the seed
 */
public record Scene(Site site, BaseLoad load, Plan plan, Random random) {}
