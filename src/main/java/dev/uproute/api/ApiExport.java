package dev.uproute.api;

import dev.uproute.parse.ConfigErrors;
import dev.uproute.parse.ExportedList;
import dev.uproute.parse.Profiles;
import dev.uproute.parse.ServiceFile;
import dev.uproute.service.Services;
import java.util.List;

/** Answers with the services of all sources as one services.yaml. Thread-safe; reads the file. */
public final class ApiExport {
  private final ServiceFile file;
  private final Services services;
  private final Profiles profiles;
  private final PlannedWindows planned;

  /**
   * @param file null when services.yaml is no source
   */
  public ApiExport(ServiceFile file, Services services, Profiles profiles, PlannedWindows planned) {
    this.file = file;
    this.services = services;
    this.profiles = profiles;
    this.planned = planned;
  }

  /** With placeholders as they are written. */
  public ApiAnswers.Answer export(ApiRequest request) {
    request.only();
    try {
      String text =
          ExportedList.of(file, services.current(), planned.keys(), profiles, false).text();
      return new ApiAnswers.Answer(200, "application/yaml", null, text);
    } catch (ConfigErrors e) {
      throw new Problem(409, "services.yaml is wrong now: " + e.getMessage(), List.of());
    }
  }
}
