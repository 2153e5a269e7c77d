package dev.uproute.bench;

/**
 * How long each part runs, in seconds, so that the whole stays within a quarter of an hour, or two
 * minutes.
 *
 * @param starts times the program is started for the time to the first check
 * @param settle until memory is read with few services
 * @param warm before anything is measured
 * @param calm until the everyday cost is measured, when compilers have done most of their work
 * @param steady measured of the everyday cost
 * @param measured of all other figures
 */
record Plan(int starts, int settle, int warm, int calm, int steady, int measured) {
  static final Plan FULL = new Plan(5, 90, 20, 300, 120, 30);
  static final Plan QUICK = new Plan(1, 12, 8, 29, 22, 8);
}
