package dev.uproute.service;

/**
 * What a host check lets pass; infinity where a figure is not judged.
 *
 * @param cpu percent of all cores, as a mean since the last check
 * @param load mean of the last five minutes, divided by the number of cores
 * @param ram percent
 * @param swap percent
 * @param disk percent of each disk
 * @param temperature degrees Celsius
 * @param updates pending package updates
 */
public record HostLimits(
    double cpu,
    double load,
    double ram,
    double swap,
    double disk,
    double temperature,
    double updates) {}
