package dev.uproute.notion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnsTest {
  private static final RowUpdate UPDATE =
      new RowUpdate(
          "p",
          "Plex",
          RowUpdate.ONLINE,
          Instant.parse("2026-11-20T12:00:03Z"),
          183.2,
          0.9965,
          null,
          null);

  @Test
  void all_six_cells_of_a_row_are_written_and_no_other() {
    Columns columns = new Columns(complete());
    assertEquals(List.of(), columns.complaints());
    assertEquals(
        Json.of(
            """
            {'properties':{
              'Status':{'select':{'name':'Online'}},
              'Last Checked':{'date':{'start':'2026-11-20T12:00:03Z'}},
              'Response Time (ms)':{'number':183.2},
              'Uptime 24h %%':{'number':0.9965},
              'Uptime 7d %%':{'number':null},
              'Uptime 30d %%':{'number':null}}}"""),
        again(UPDATE.body(columns, RowUpdate.ONLINE)));
  }

  @Test
  void without_a_label_the_status_cell_stays_as_it_is() {
    assertFalse(UPDATE.body(new Columns(complete()), null).path("properties").has("Status"));
  }

  @Test
  void a_missing_column_and_one_of_another_type_are_named_and_the_others_written() {
    ObjectNode dataSource = complete();
    ((ObjectNode) dataSource.get("properties")).remove("Uptime 7d %");
    put(dataSource, "Last Checked", "{'type':'rich_text'}");
    put(dataSource, "Uptime 7d", "{'type':'number'}");
    Columns columns = new Columns(dataSource);
    assertEquals(
        List.of(
            "column \"Last Checked\" is of type rich_text, but date is needed; rename it, then"
                + " uproute notion init adds the right one",
            "there is no column \"Uptime 7d %\"; did you mean \"Uptime 7d\"? (uproute notion init"
                + " adds it)"),
        columns.complaints());
    JsonNode cells = UPDATE.body(columns, RowUpdate.ONLINE).path("properties");
    assertEquals(4, cells.size(), cells.toString());
  }

  @Test
  void a_status_column_may_be_of_type_status_when_it_has_the_labels() {
    ObjectNode dataSource = complete();
    put(
        dataSource,
        "Status",
        "{'type':'status','status':{'options':[{'name':'Online'},{'name':'Offline'}]}}");
    Columns columns = new Columns(dataSource);
    assertEquals(List.of(), columns.complaints());
    assertEquals(
        Json.of("{'status':{'name':'Online'}}"),
        UPDATE.body(columns, RowUpdate.ONLINE).at("/properties/Status"));
    assertFalse(columns.takes(RowUpdate.UNKNOWN), "an option it lacks is not written");
  }

  @Test
  void an_option_that_a_status_column_lacks_is_named() {
    ObjectNode dataSource = complete();
    put(dataSource, "Status", "{'type':'status','status':{'options':[{'name':'Online'}]}}");
    assertEquals(
        List.of(
            "column \"Status\" is of type status and lacks the option \"Offline\"; add it in"
                + " Notion, or make the column a select"),
        new Columns(dataSource).complaints());
  }

  @Test
  void what_is_missing_can_be_added_and_is_right_then() {
    Columns empty = new Columns(Json.of("{'properties':{'Service':{'type':'title'}}}"));
    assertEquals(List.of(Column.values()), empty.missing());
    JsonNode added = empty.additions().path("properties");
    assertEquals("percent", added.at("/Uptime 24h %/number/format").asText());
    assertEquals("number", added.at("/Response Time (ms)/number/format").asText());
    assertEquals(Json.of("{'date':{}}"), added.get("Last Checked"));
    assertEquals(3, added.at("/Status/select/options").size());
    assertTrue(new Columns(complete()).missing().isEmpty());
  }

  private static ObjectNode complete() {
    ObjectNode dataSource = (ObjectNode) Json.of("{'properties':{}}");
    put(dataSource, "Status", "{'type':'select','select':{'options':[]}}");
    put(dataSource, "Last Checked", "{'type':'date'}");
    for (Column column : List.of(Column.RESPONSE_TIME, Column.DAY, Column.WEEK, Column.MONTH)) {
      put(dataSource, column.title(), "{'type':'number'}");
    }
    return dataSource;
  }

  private static void put(ObjectNode dataSource, String column, String json) {
    ((ObjectNode) dataSource.get("properties")).set(column, Json.of(json));
  }

  private static JsonNode again(JsonNode node) {
    return Json.of(node.toString().replace("%", "%%"));
  }
}
