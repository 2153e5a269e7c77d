package dev.uproute.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.uproute.parse.ExportedList;
import dev.uproute.parse.ServiceFile;
import dev.uproute.parse.ServiceLists;
import dev.uproute.parse.ServiceParser;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.service.Source;
import dev.uproute.setting.Sources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What uproute export writes: the lists of all sources as one file that says the same. */
class ExportedListTest {
  @TempDir Path folder;

  @Test
  void the_lists_of_all_sources_and_the_maintenance_are_one_file_that_reads_back_to_the_same()
      throws Exception {
    ServiceParser parser = ServiceLists.parser(Source.FILE, Path.of("none"));
    Services services = new Services();
    Path list =
        Files.writeString(
            folder.resolve("services.yaml"),
            """
            defaults: { interval: 2m, keep: 3d }
            services:
              - &a { id: shop.a, url: "https://{{env:HOST}}/", auth: { bearer: "{{env:SECRET}}" } }
              - { <<: *a, id: shop.b, depends_on: [shop.a], objective: { uptime: 99.9 } }
            maintenance: [{ at: "01:00", for: 1h, time_zone: UTC, sites: [shop] }]
            """);
    ServiceFile file =
        new ServiceFile(list, folder, () -> parser, services, InstantSource.system(), null);
    file.load();
    List<Service> all = new ArrayList<>(services.current());
    all.add(row("{ id: row, url: \"https://b.example\", profile: reachable, depends_on: [gone] }"));
    all.add(row("{ id: shop.a, url: \"https://hidden.example\" }"));

    ExportedList exported = ExportedList.of(file, all, Sources.profiles(), false);
    assertEquals(
        """
        services:
          - id: shop.a
            url: https://{{env:HOST}}/
            interval: 2m
            auth: {bearer: '{{env:SECRET}}'}
            keep: 3d
          - id: shop.b
            url: https://{{env:HOST}}/
            interval: 2m
            auth: {bearer: '{{env:SECRET}}'}
            objective: {uptime: '99.9'}
            keep: 3d
            depends_on: [shop.a]
          - id: row
            url: https://b.example/
            profile: reachable
            depends_on: []
        maintenance:
          - at: 01:00
            for: 1h
            time_zone: UTC
            sites: [shop]
        """,
        exported.text());
    assertEquals(
        List.of(
            "shop.a: left as placeholders: auth, url; --with-secrets fills them in",
            "shop.b: left as placeholders: auth, url; --with-secrets fills them in",
            "row: depends_on: left out, because nothing lists them: gone"),
        exported.notes());
    ServiceParser.Parsed again = ServiceLists.listing(parser, exported.text());
    assertEquals(services.current(), again.services().subList(0, 2));
    assertEquals(services.windows(), again.windows());
    assertEquals(3, again.services().size(), "the file's own shop.a wins");
  }

  private static Service row(String keys) throws Exception {
    return ServiceLists.parse(Source.NOTION, "services: [" + keys + "]").getFirst();
  }

  @Test
  void a_list_without_services_reads_back_too() {
    ExportedList none = ExportedList.of(null, List.of(), Sources.profiles(), false);
    assertEquals(List.of(), ServiceLists.parse(none.text()));
  }
}
