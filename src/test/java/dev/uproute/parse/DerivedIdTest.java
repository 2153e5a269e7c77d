package dev.uproute.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.uproute.Secret;
import dev.uproute.service.Service;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ids of services that have none written: from name, host, port and path, each only once. */
class DerivedIdTest {
  private static List<String> ids(String... services) {
    String yaml = "services:\n  - { " + String.join(" }\n  - { ", services) + " }\n";
    return ServiceLists.parse(yaml).stream().map(Service::id).toList();
  }

  @Test
  void names_that_are_no_words_here_give_way_to_host_and_path() {
    assertEquals(
        List.of("example-com", "example-com-b", "a", "a-b-example-com"),
        ids(
            "name: 鸭鸭梨, url: \"https://example.com/a\"",
            "name: 博客, url: \"https://example.com/b\"",
            "name: 主站 A, url: \"https://a.example.com\"",
            "name: 博客 A, url: \"https://b.example.com\""));
  }

  @Test
  void two_ports_two_types_and_two_questions_of_one_host_are_told_apart() {
    assertEquals(
        List.of("192-168-1-10", "192-168-1-10-8989", "192-168-1-10-ping", "192-168-1-10-22"),
        ids(
            "url: \"http://192.168.1.10:8096\"",
            "url: \"http://192.168.1.10:8989\"",
            "url: \"ping://192.168.1.10\"",
            "url: \"tcp://192.168.1.10:22\""));
    assertEquals(
        List.of("192-0-2-1", "192-0-2-1-example-org-aaaa", "192-0-2-1-example-com-a"),
        ids(
            "url: \"dns://192.0.2.1/example.org\"",
            "url: \"dns://192.0.2.1/example.org?type=AAAA\"",
            "url: \"dns://192.0.2.1/example.com\""));
  }

  @Test
  void one_name_in_two_sites_takes_the_site_that_is_written() {
    assertEquals(
        List.of("audiobookshelf", "web.audiobookshelf", "audiobookshelf-audio-example-org"),
        ids(
            "name: Audiobookshelf, site: media, url: \"http://mediaserver2:13378\"",
            "name: Audiobookshelf, site: web, url: \"http://audio.example.net\"",
            "name: Audiobookshelf, url: \"http://audio.example.org\""));
  }

  @Test
  void one_name_in_two_unicode_forms_and_equal_services_end_with_a_number() {
    assertEquals(
        List.of("cafe", "cafe-example-com", "cafe-store", "cafe-2"),
        ids(
            "name: \"Caf\\u00e9\", url: \"https://example.org\"",
            "name: \"Cafe\\u0301\", url: \"https://example.com\"",
            "name: Cafe, type: store, url: http",
            "name: Cafe, type: store, url: http"));
  }

  @Test
  void an_id_stays_when_services_are_added_behind_it() {
    List<String> few = ids("url: \"https://example.org/a\"", "url: \"https://example.org/b\"");
    List<String> more =
        ids(
            "url: \"https://example.org/a\"",
            "url: \"https://example.org/b\"",
            "url: \"https://example.org/c\"",
            "url: \"https://example.org:8443/b\"");
    assertEquals(few, more.subList(0, 2));
    assertEquals(
        List.of("example-org", "example-org-b", "example-org-c", "example-org-8443"), more);
  }

  @Test
  void all_but_the_first_of_a_host_may_change_their_order() {
    assertEquals(
        List.of("example-org", "example-org-c", "example-org-b"),
        ids(
            "url: \"https://example.org/a\"",
            "url: \"https://example.org/c\"",
            "url: \"https://example.org/b\""));
  }

  @Test
  void a_written_id_before_it_is_left_alone() {
    assertEquals(
        List.of("web", "web-example-com"),
        ids("id: web, url: \"https://example.org\"", "name: Web, url: \"https://example.com\""));
  }

  @Test
  void long_names_are_cut_and_still_differ() {
    String name = "x".repeat(100);
    List<String> ids =
        ids(
            "name: " + name + ", url: \"https://example.org\"",
            "name: " + name + ", url: \"https://example.com\"");
    assertEquals("x".repeat(64), ids.getFirst());
    assertEquals("x".repeat(62) + "-2", ids.getLast());
  }

  @Test
  void what_was_filled_in_is_in_no_id() {
    List<String> ids =
        ids(
            "url: \"https://example.org/{{env:SECRET}}\"",
            "url: \"https://example.org/b/{{env:SECRET}}\"");
    assertEquals(List.of("example-org", "example-org-http"), ids);
    assertEquals(-1, ids.toString().indexOf(Secret.WORD));
  }
}
