package dev.uproute.page;

import dev.uproute.check.LocationVote;
import dev.uproute.check.Status;
import dev.uproute.report.ServiceReport;
import dev.uproute.report.StatusLabel;
import dev.uproute.text.Words;
import java.util.List;

/**
 * What a location found, as pages show it.
 *
 * @param reason empty when it found the service up
 */
public record LocationView(String name, StatusLabel face, String response, String reason) {

  /** In the order of the setting; none where only one location checks. */
  static List<LocationView> all(ServiceReport report, Language language) {
    return report.latest() == null
        ? List.of()
        : report.latest().evidence().locations().stream().map(vote -> of(vote, language)).toList();
  }

  private static LocationView of(LocationVote vote, Language language) {
    boolean silent = vote.status() == Status.UNKNOWN;
    return new LocationView(
        vote.location(),
        language.label(StatusLabel.of(vote.status())),
        silent ? "—" : language.millis(vote.response()),
        Words.visible(vote.reason()));
  }
}
