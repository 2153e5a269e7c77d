package dev.uproute.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://ann:p%40ss%2Fw%25rd+x@db.example:6432/up%20time?sslmode=require",
        "postgres://ann:p%40ss%2Fw%25rd+x@db.example:6432/up%20time?sslmode=require",
        "jdbc:postgresql://ann:p%40ss%2Fw%25rd+x@db.example:6432/up%20time?sslmode=require",
        "jdbc:postgresql://db.example:6432/up%20time?user=ann&sslmode=require&password=p%40ss%2Fw%25rd+x"
      })
  void every_form_says_the_same(String text) {
    PostgresAddress address = PostgresAddress.parse(text, "");
    assertEquals(
        new PostgresAddress(
            List.of(new PostgresAddress.Host("db.example", 6432)),
            "up time",
            "ann",
            "p@ss/w%rd+x",
            Map.of("sslmode", "require")),
        address);
    assertEquals("postgresql://db.example:6432/up time", address.toString());
  }

  @Test
  void several_hosts_and_addresses_are_tried_in_their_order() {
    PostgresAddress address =
        PostgresAddress.parse("postgresql://a,[::1]:5433,10.0.0.1:5434/uptime", "");
    assertEquals("postgresql://a:5432,[::1]:5433,10.0.0.1:5434/uptime", address.toString());
  }

  @Test
  void the_password_of_the_setting_wins_and_is_taken_as_it_is() {
    assertEquals("%41#", PostgresAddress.parse("postgresql://ann:x@h/d", "%41#").password());
    assertEquals("%41#", PostgresAddress.parse("postgresql://ann@h/d", "%41#").password());
  }

  @Test
  void options_have_the_names_of_other_programs_too() {
    assertEquals(
        Map.of(
            "connectTimeout", "3",
            "channelBinding", "require",
            "sslmode", "verify-full",
            "sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory",
            "currentSchema", "up"),
        PostgresAddress.parse(
                "postgresql://h/d?connect_timeout=3&channel_binding=require&sslmode=verify-full"
                    + "&sslrootcert=system&currentSchema=up",
                "")
            .options());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mysql://u:secret@h/d                | has the scheme mysql, which is not supported; it must be postgresql://user:password@host:port/database",
        "jdbc:mysql://u:secret@h/d           | has the scheme mysql, which is not supported; it must be postgresql://user:password@host:port/database",
        "secret                              | is no address, or needs %-encoding; it must be postgresql://user:password@host:port/database",
        "postgresql:secret                   | is no address, or needs %-encoding; it must be postgresql://user:password@host:port/database",
        "postgresql://u:secret@h             | names no database; it must be postgresql://user:password@host:port/database",
        "postgresql://u:secret@h/            | names no database; it must be postgresql://user:password@host:port/database",
        "postgresql://u:secret@/d            | names no host; it must be postgresql://user:password@host:port/database",
        "postgresql:///d                     | names no host; it must be postgresql://user:password@host:port/database",
        "postgresql://u:secret@h:x/d         | has a host that is none, or needs %-encoding; it must be postgresql://user:password@host:port/database",
        "postgresql://u:sec/ret@h/d          | is no address, or needs %-encoding; it must be postgresql://user:password@host:port/database",
        "postgresql://u:secret@h:70000/d     | has the port 70000; a port is a number from 1 to 65535",
        "postgresql://u:secret%zz@h/d        | has a % in the password that begins no encoded character; %25 stands for %",
        "postgresql://u:secret@h/d?sslmod=x  | has the unknown option sslmod; did you mean \"sslmode\"?",
        "postgresql://u:secret@h/d?sslmode=x | has the option sslmode=x; it must be one of disable, allow, prefer, require, verify-ca, verify-full",
        "postgresql://u:secret@h/d?sslrootcert=/none.crt | has the option sslrootcert, whose file /none.crt cannot be read"
      })
  void what_is_wrong_is_said_without_the_password(String text, String message) {
    String said =
        assertThrows(IllegalArgumentException.class, () -> PostgresAddress.parse(text, ""))
            .getMessage();
    assertEquals(message, said);
    assertFalse(said.contains("secret"), said);
  }
}
