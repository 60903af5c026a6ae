package dev.hubbub.load;

/**
 * One second of the measured time.
 *
 * @param at which one, from 0
 * @param due messages that were to be sent in it
 * @param delivered deliveries that came in it
 * @param p50Ms the latency that half of those had at most
 * @param p99Ms that 99 of 100 had at most
 * @param maxMs the highest
 * @param serverCpu of the servers together, in percent of a core; negative where it is not known
 * @param serverBytes resident memory of the servers together; negative where it is not known
 */
record Second(
    int at,
    int due,
    long delivered,
    double p50Ms,
    double p99Ms,
    double maxMs,
    double serverCpu,
    long serverBytes) {}
