package dev.uproute.report;

import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.file.CsvFile;
import dev.uproute.text.Words;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;

/**
 * One result as a line of a CSV file. What is not known is empty.
 *
 * @param at to the millisecond
 * @param site the part of the service's id before its first dot, {@code default} when it has none
 * @param check the rest of the id; all of it where the site is {@code default}
 * @param millis response time
 * @param failure null when the result is UP
 */
record ResultLine(
    Instant at,
    String site,
    String check,
    Status status,
    Integer httpStatus,
    Long millis,
    FailureType failure) {
  static final String HEADER =
      "timestamp,site_id,domain_id,domain_status,http_status,latency_ms,failure_type";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern COMMA = Pattern.compile(",");

  static ResultLine of(Result result) {
    String id = result.service().id();
    String site = site(id);
    return new ResultLine(
        result.at(),
        site,
        check(id, site),
        result.status(),
        result.evidence().httpStatus(),
        Words.wholeMillis(result.evidence().response()),
        FailureType.of(result));
  }

  static String site(String id) {
    int dot = id.indexOf('.');
    return dot < 0 ? "default" : id.substring(0, dot);
  }

  /** Two ids never have the same site and check, {@code nas} and {@code default.nas} neither. */
  static String check(String id, String site) {
    return site.equals("default") ? id : id.substring(site.length() + 1);
  }

  /** The id of the service. */
  String id() {
    return site.equals("default") ? check : site + "." + check;
  }

  /** The day it belongs to. */
  LocalDate day() {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  /** With its end. */
  String text() {
    return CSVFormat.RFC4180.format(
            TIME.format(at),
            SummaryCsv.inert(site),
            SummaryCsv.inert(check),
            status.name(),
            httpStatus,
            millis,
            failure)
        + CsvFile.END;
  }

  /** Null when the text is no such line, the header among them. */
  static ResultLine parse(String text) {
    // of our own lines no value holds a comma or a quote
    String[] parts = COMMA.split(text.strip(), -1);
    if (parts.length != 7 || parts[0].length() != 24) {
      return null;
    }
    try {
      FailureType failure = parts[6].isEmpty() ? null : FailureType.valueOf(parts[6]);
      return new ResultLine(
          Instant.parse(parts[0]),
          active(parts[1]),
          active(parts[2]),
          Status.valueOf(parts[3]),
          parts[4].isEmpty() ? null : Integer.valueOf(parts[4]),
          parts[5].isEmpty() ? null : Long.valueOf(parts[5]),
          failure);
    } catch (DateTimeParseException | IllegalArgumentException _) {
      return null;
    }
  }

  private static String active(String inert) {
    return inert.startsWith("'") ? inert.substring(1) : inert;
  }

  /** As the timeline needs it. */
  ServiceReport.Point point() {
    return new ServiceReport.Point(
        at,
        status,
        millis == null ? null : Long.valueOf(millis * 1000),
        failure == FailureType.MAINTENANCE);
  }
}
