package dev.uproute.bench;

/**
 * How long each part runs, in seconds, so that the whole stays within ten minutes, or two.
 *
 * @param starts times the program is started for the time to the first check
 * @param settle until memory is read with few services
 * @param warm before anything is measured
 * @param steady measured with 1,000 services at 20 s
 * @param measured of all other figures
 */
record Plan(int starts, int settle, int warm, int steady, int measured) {
  static final Plan FULL = new Plan(5, 90, 20, 120, 30);
  static final Plan QUICK = new Plan(1, 12, 8, 22, 8);
}
