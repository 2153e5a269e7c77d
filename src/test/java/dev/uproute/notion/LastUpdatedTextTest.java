package dev.uproute.notion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LastUpdatedTextTest {
  private static final Instant AT = Instant.parse("2026-11-20T12:00:42Z");

  private final LastUpdatedText text = new LastUpdatedText("Last Updated");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Last Updated                                | Last Updated: 2026-11-20 12:00 UTC",
        "Last Updated:                               | Last Updated: 2026-11-20 12:00 UTC",
        "Last Updated: never                         | Last Updated: 2026-11-20 12:00 UTC",
        "Last Updated: —                             | Last Updated: 2026-11-20 12:00 UTC",
        "Last Updated: 2026-11-20 11:55 UTC          | Last Updated: 2026-11-20 12:00 UTC",
        "Last Updated: 2026-11-20T11:55:01Z          | Last Updated: 2026-11-20 12:00 UTC",
        "🕒 last updated: 2026-11-19 (by us)         | 🕒 last updated: 2026-11-20 12:00 UTC (by us)",
        "All is well. Last Updated – ask Bob         | All is well. Last Updated: 2026-11-20 12:00 UTC ask Bob"
      })
  void the_moment_stands_behind_the_words_and_the_rest_stays(String before, String after) {
    JsonNode body = text.body(callout(run(before)), AT);
    assertEquals(after, String.join("", contents(body)));
  }

  @Test
  void the_same_minute_is_not_written_again() {
    assertNull(text.body(callout(run("Last Updated: 2026-11-20 12:00 UTC")), AT));
  }

  @Test
  void words_that_are_split_into_several_pieces_are_found() {
    JsonNode block = callout(run("Last "), run("Upda"), run("ted: 2026-11-20 11:55 UTC, see "));
    assertTrue(text.in(block));
    JsonNode body = text.body(block, AT);
    assertEquals(List.of("Last Updated: 2026-11-20 12:00 UTC", ", see "), contents(body));
  }

  @Test
  void look_links_mentions_and_formulas_around_the_words_stay() {
    JsonNode block =
        callout(
            Json.of(
                "{'type':'text','plain_text':'Docs','text':{'content':'Docs','link':{'url':'https://d.example'}},'annotations':{'bold':true}}"),
            run(" Last Updated: 2026-11-20 11:55 UTC "),
            Json.of(
                "{'type':'mention','plain_text':'@Bob','mention':{'type':'user','user':{'object':'user','id':'u1'}},'annotations':{'bold':false}}"),
            Json.of("{'type':'equation','plain_text':'x','equation':{'expression':'x'}}"));
    JsonNode runs = text.body(block, AT).at("/callout/rich_text");
    assertEquals(
        Json.of(
            "{'text':{'content':'Docs','link':{'url':'https://d.example'}},'annotations':{'bold':true}}"),
        runs.get(0));
    assertEquals(" ", runs.get(1).at("/text/content").asText());
    assertEquals(
        Json.of("{'mention':{'user':{'id':'u1'}},'annotations':{'bold':false}}"), runs.get(4));
    assertEquals(Json.of("{'equation':{'expression':'x'}}"), runs.get(5));
  }

  @Test
  void a_date_mentioned_behind_the_words_gives_way() {
    JsonNode block =
        callout(
            run("Last Updated: "),
            Json.of(
                "{'type':'mention','plain_text':'2026-11-19','mention':{'type':'date','date':{'start':'2026-11-19'}}}"),
            run(" by Uproute"));
    assertEquals(
        List.of("Last Updated: 2026-11-20 12:00 UTC", " by Uproute"),
        contents(text.body(block, AT)));
  }

  @Test
  void only_text_is_sent_so_icon_and_colour_stay() {
    JsonNode body = text.body(callout(run("Last Updated")), AT);
    assertEquals(1, body.size());
    assertEquals(1, body.get("callout").size());
  }

  @Test
  void another_block_does_not_say_the_words() {
    assertFalse(text.in(callout(run("Updated last"))));
    assertFalse(text.in(Json.of("{'type':'divider','divider':{}}")));
    assertTrue(new LastUpdatedText("a.b").in(callout(run("a.b"))));
    assertFalse(new LastUpdatedText("a.b").in(callout(run("axb"))));
  }

  static JsonNode run(String plain) {
    return Json.of(
        "{'type':'text','plain_text':'%1$s','text':{'content':'%1$s','link':null}}", plain);
  }

  static JsonNode callout(JsonNode... runs) {
    return Json.of(
        "{'id':'b1','type':'callout','callout':{'icon':{'emoji':'x'},'rich_text':%s}}",
        List.of(runs));
  }

  private static List<String> contents(JsonNode body) {
    List<String> contents = new ArrayList<>();
    body.at("/callout/rich_text").forEach(run -> contents.add(run.at("/text/content").asText()));
    return contents;
  }
}
