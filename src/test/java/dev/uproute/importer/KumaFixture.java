package dev.uproute.importer;

import dev.uproute.Recording;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A kuma.db with the tables and columns that are read, in our own words. */
final class KumaFixture implements AutoCloseable {
  private static final List<String> ONE =
      List.of(
          "create table monitor (id integer primary key, name text, active boolean default 1 not null,"
              + " user_id integer, interval integer default 20 not null, url text, type text,"
              + " weight integer default 2000, hostname text, port integer, keyword text,"
              + " maxretries integer default 0 not null, ignore_tls boolean default 0 not null,"
              + " upside_down boolean default 0 not null, maxredirects integer default 10 not null,"
              + " accepted_statuscodes_json text default '[\"200-299\"]' not null,"
              + " dns_resolve_type text, dns_resolve_server text, retry_interval integer default 0,"
              + " push_token text, method text default 'GET' not null, body text, headers text,"
              + " basic_auth_user text, basic_auth_pass text, docker_host integer,"
              + " docker_container text, proxy_id integer, expiry_notification boolean default 1,"
              + " database_connection_string text, auth_method text, grpc_url text,"
              + " resend_interval integer default 0 not null, packet_size integer default 56 not null,"
              + " http_body_encoding text, description text, parent integer,"
              + " invert_keyword boolean default 0 not null, json_path text, expected_value text,"
              + " kafka_producer_brokers text, timeout double default 0 not null)",
          "create table heartbeat (id integer primary key, important boolean default 0 not null,"
              + " monitor_id integer not null, status smallint not null, msg text,"
              + " time datetime not null, ping integer, duration integer default 0 not null)",
          "create table tag (id integer primary key, name text not null)",
          "create table monitor_tag (id integer primary key, monitor_id integer, tag_id integer,"
              + " value text)",
          "create table notification (id integer primary key, name text, config text)",
          "create table monitor_notification (id integer primary key, monitor_id integer,"
              + " notification_id integer)",
          "create table maintenance (id integer primary key, title text, active boolean default 1,"
              + " strategy text default 'single', start_date datetime, end_date datetime,"
              + " start_time time, end_time time, weekdays text default '[]',"
              + " days_of_month text default '[]', interval_day integer, cron text, timezone text,"
              + " duration integer)",
          "create table monitor_maintenance (id integer primary key, monitor_id integer,"
              + " maintenance_id integer)",
          "create table status_page (id integer primary key, title text)",
          "create table setting (id integer primary key, key text unique, value text, type text)");

  private static final List<String> TWO =
      List.of(
          "alter table monitor add column conditions text default '[]' not null",
          "alter table monitor add column json_path_operator text",
          "alter table monitor add column bearer_token text",
          "alter table monitor add column ip_family text",
          "alter table monitor add column cache_bust boolean default 0 not null",
          "create table stat_hourly (monitor_id integer, timestamp integer, ping float, up smallint,"
              + " down smallint, ping_min float, ping_max float, extras text)",
          "create table stat_daily (monitor_id integer, timestamp integer, ping float, up smallint,"
              + " down smallint, ping_min float, ping_max float, extras text)");

  private final Path file;
  private final Connection connection;

  /**
   * @param version 1 or 2
   */
  KumaFixture(Path file, int version) throws SQLException {
    this.file = file;
    connection = Recording.outside(file);
    ONE.forEach(this::run);
    (version == 2 ? TWO : List.<String>of()).forEach(this::run);
  }

  void run(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** A row of a table by its columns. */
  KumaFixture add(String table, Map<String, ?> columns) {
    String names = String.join(", ", columns.keySet());
    String marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
    String sql = "insert into " + table + " (" + names + ") values (" + marks + ")";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int i = 0;
      for (Object value : columns.values()) {
        statement.setObject(++i, value);
      }
      statement.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
    return this;
  }

  /** Reads it as the command does. */
  Imported read() {
    return new Kuma().read(Input.of(List.of(file)));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
