package dev.uproute.page;

import dev.uproute.service.Service;
import dev.uproute.text.Words;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * By what else a service is found on a page.
 *
 * @param zone {@code local} or {@code external}
 * @param tags as {@code name=value}, a line each; without {@code origin}, which is for its source
 */
public record Traits(String zone, String tags) {
  static Traits of(Service service) {
    return new Traits(
        service.zone().name().toLowerCase(Locale.ROOT),
        service.tags().entrySet().stream()
            .filter(tag -> !tag.getKey().equals("origin"))
            .map(tag -> Words.visible(tag.getKey() + "=" + tag.getValue()))
            .sorted()
            .collect(Collectors.joining("\n")));
  }
}
