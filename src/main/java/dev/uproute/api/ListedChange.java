package dev.uproute.api;

import java.util.List;

/**
 * What is written, as parameters of the statements of those names.
 *
 * @param status of the answer
 * @param id null when it is about several
 * @param keys as they are now, as JSON; null when it is gone
 * @param fresh ids of those that are new
 */
public record ListedChange(
    int status,
    String id,
    String keys,
    List<String> fresh,
    List<List<Object>> upsertListed,
    List<List<Object>> deleteListed,
    List<List<Object>> upsertPurge) {}
