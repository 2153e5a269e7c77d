package dev.uproute.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.uproute.deliver.Channels;
import dev.uproute.parse.Placeholders;
import dev.uproute.parse.Profiles;
import dev.uproute.parse.ServiceParser;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.service.Source;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Filters of channels and maintenance windows that meet no service are said at the start. */
class UnmatchedFiltersTest {
  private static final String LIST =
      """
      services:
        - { id: home.plex, url: "https://plex.example", tags: { team: home } }
        - { id: shop, url: "https://shop.example", channels: [mail] }
      """;

  private final Services services = new Services();

  private static ServiceParser.Parsed listing(Source source, boolean alone, String yaml) {
    return new ServiceParser(
            source, Set.of("http"), new Profiles(Path.of("none")), Placeholders.refused())
        .among(List.of("mail", "chat"), List.of(), alone)
        .listing("services.yaml", yaml.getBytes(StandardCharsets.UTF_8));
  }

  private UnmatchedFilters unmatched(List<String> sources, String filter, String mail) {
    return new UnmatchedFilters(
        services,
        new Channels(
            Map.of(
                "uproute.alert.channels", "mail,chat",
                "uproute.alert.chat.services", filter,
                "uproute.alert.mail.services", mail)),
        String.join(",", sources));
  }

  private static List<String> sentences(UnmatchedFilters unmatched, ServiceParser.Parsed listing) {
    return unmatched.sentences(listing.services(), listing.windows());
  }

  @Test
  void filters_that_meet_a_service_are_in_order() {
    UnmatchedFilters all =
        unmatched(List.of("file"), "home.*,shop,site:home,tag:team=home,*", "shop, home.plex");
    assertEquals(List.of(), sentences(all, listing(Source.FILE, true, LIST)));
  }

  @Test
  void each_filter_that_meets_none_is_named_with_what_was_most_likely_meant() {
    UnmatchedFilters all =
        unmatched(List.of("file"), "home.plx,hom.*,site:hom,tag:team=web,shop", "");
    String key = "uproute.alert.chat.services: ";
    assertEquals(
        List.of(
            key + "'home.plx' matches no service; did you mean \"home.plex\"?",
            key + "'hom.*' matches no service",
            key + "'site:hom' matches no service",
            key + "'tag:team=web' matches no service"),
        sentences(all, listing(Source.FILE, true, LIST)));
  }

  @Test
  void a_service_whose_only_channel_leaves_it_out_is_named() {
    assertEquals(
        List.of(
            "shop: nobody is notified of it, its channels leave it out: uproute.alert.mail.services"),
        sentences(unmatched(List.of("file"), "", "home.*"), listing(Source.FILE, true, LIST)));
  }

  @Test
  void with_several_sources_all_are_heard_before_anything_is_said_and_it_is_said_once() {
    Logger logger = (Logger) LoggerFactory.getLogger(UnmatchedFilters.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    try {
      UnmatchedFilters all = unmatched(List.of("file", "notion"), "site:nas", "");
      String window =
          "maintenance: [{ name: Disks, at: \"02:00\", for: 1h, sites: [nas, home, ns] }]\n";
      ServiceParser.Parsed file = listing(Source.FILE, false, LIST + window);
      services.plan("file", file.windows());
      services.accept("file", file.services());
      all.warn(services.current());
      assertEquals(0, log.list.size());
      String rows = "services: [{ id: ns.router, url: \"https://r.example\" }]\n";
      List<Service> notion = listing(Source.NOTION, false, rows).services();
      services.accept("notion", notion);
      all.warn(services.current());
      services.accept(
          "file",
          listing(Source.FILE, false, LIST + "  - { id: c, url: \"https://c.example\" }\n")
              .services());
      all.warn(services.current());
      assertEquals(
          List.of(
              "uproute.alert.chat.services: 'site:nas' matches no service",
              "maintenance Disks: sites: \"nas\" is the site of no service; did you mean \"ns\"?"),
          log.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
    } finally {
      logger.detachAppender(log);
    }
  }
}
