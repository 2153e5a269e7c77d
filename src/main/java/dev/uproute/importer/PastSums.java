package dev.uproute.importer;

import dev.uproute.check.Status;
import dev.uproute.importer.Imported.PastSum;
import dev.uproute.record.PastRollups;
import dev.uproute.record.Rollup;
import java.util.List;

/** Hours and days of which there are no results, as rows. Pure. */
final class PastSums {
  private PastSums() {}

  static List<PastRollups.PastSum> rows(List<PastSum> sums) {
    return sums.stream().map(PastSums::row).toList();
  }

  private static PastRollups.PastSum row(PastSum sum) {
    return new PastRollups.PastSum(
        sum.start().toEpochMilli(),
        sum.length().equals(PastSum.DAY),
        Rollup.of(
            sum.checks(),
            sum.counted(),
            sum.online(),
            sum.responses(),
            sum.sum(),
            sum.min(),
            sum.max()));
  }

  /** Of upsert-past-streak.sql. */
  static Object[] streakRow(long service, List<PastSum> sums) {
    Long online =
        sums.reversed().stream()
            .filter(sum -> sum.online() > 0)
            .map(sum -> sum.start().toEpochMilli())
            .findFirst()
            .orElse(null);
    return new Object[] {
      service,
      sums.getLast().start().toEpochMilli(),
      Status.UNKNOWN.ordinal(),
      null,
      null,
      null,
      online,
      sums.stream().mapToLong(PastSum::checks).sum(),
      sums.stream().mapToLong(PastSum::counted).sum(),
      sums.stream().mapToLong(PastSum::online).sum()
    };
  }
}
