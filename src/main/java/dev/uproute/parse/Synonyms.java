package dev.uproute.parse;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What other monitors call what is called otherwise here: their word → ours. A meaning with spaces
 * is no key but a sentence of its own.
 */
final class Synonyms {
  /** Of the keys of a service. */
  static final Map<String, String> SERVICE =
      read(
          """
          id: key slug uid uuid
          name: title label display_name friendly_name
          site: group groups category folder
          url: endpoint target address addr host hostname domain uri link href site_url check_url
          type: kind check check_type protocol module
          enabled: active disabled paused is_active
          interval: every frequency period check_interval interval_sec schedule cron
          timeout: timeout_seconds max_time deadline
          retries: retry max_retries attempts tries max_attempts
          retry_delay: retry_interval retry_wait backoff
          method: http_method verb
          headers: header http_headers request_headers
          body: data payload request_body post_data
          auth: basic_auth username user password token bearer bearer_token authorization
          follow_redirects: follow_redirect redirects max_redirects redirect no_follow_redirects
          verify: insecure verify_ssl ssl_verify verify_tls tls_verify ignore_tls skip_verify
          verify: insecure_skip_verify danger_accept_invalid_certs ssl_check
          send: query request
          expect: expected assertions assert
          expect.http_status: status status_code status_codes expected_status expected_status_code
          expect.http_status: expected_status_codes expected_http_status expected_code http_code code
          expect.http_status: accepted_statuscodes accepted_status_codes valid_status_codes statuscode
          expect.body_contains: contains keyword text string expected_text expected_body body_text
          expect.body_contains: required_text should_contain must_contain search content
          expect.body_contains: expect.body expect.answer expect.reply
          expect.body_matches: regex pattern regexp body_regex matches
          expect.json: json_path jsonpath json_query json_body
          expect.headers: response_headers expected_headers
          degraded.slower_than: slow slower latency response_time max_response_time threshold_ms
          degraded.slower_than: slow_threshold max_latency warn_after
          bot_protection_string: bot_protection bot_string bot_text captcha
          grace: grace_period grace_seconds
          environment: env variables
          limits: thresholds
          objective: slo
          limits.ram: memory mem
          limits.disk: storage disks
          limits.temperature: temp
          limits.load: load_average loadavg
          tls_warn_days: warn_days cert_warn_days certificate_expiry ssl_expiry cert_expiry
          tls_warn_days: certificate_expiration expiry_notification
          down_after: failure_threshold failures fail_after threshold failures_before_alert
          up_after: success_threshold successes recover_after
          escalate_after: critical_after escalation_threshold
          remind_every: resend_interval reminder remind reminder_interval renotify_interval repeat
          depends_on: parent parents dependencies depends requires
          escalation: escalation_policy escalation_chain escalation_list
          channels: alerts alert notify notifications notification notification_ids contacts
          tags: labels label_set
          public: visible private hidden
          keep: retention keep_for keep_days retention_days history keep_data_period_days
          what Gatus calls so is written expect: { http_status: 200 } and degraded: { slower_than: 1s }: conditions
          write it behind the host, in url, such as tcp://example.org:22: port
          what is asked for stands in url, such as dns://192.0.2.1/example.org?type=A: dns
          what it holds stands in the service itself, such as timeout and verify: client options
          a maintenance is written under maintenance: at the top: maintenance_windows maintenance
          """);

  /** Of the keys at the top of services.yaml. */
  static final Map<String, String> TOP =
      read(
          """
          services: endpoints endpoint monitors monitor checks check targets target sites site
          services: hosts host websites website urls url list probes jobs uptime watch external_endpoints
          defaults: default global globals default_endpoint common settings
          escalation: escalations escalation_policy escalation_policies escalation_chain escalation_chains
          on_call: oncall rotation rotations schedule schedules on_call_schedule
          maintenance: maintenances windows silences downtime downtimes maintenance_windows
          a profile is a file of its own, profiles/NAME.yaml: profiles profile
          channels are settings, uproute.alert.channels in application.properties: alerting
          channels are settings, uproute.alert.channels in application.properties: alerts
          channels are settings, uproute.alert.channels in application.properties: notifications
          channels are settings, uproute.alert.channels in application.properties: channels
          settings stand in application.properties: storage ui security metrics database server
          settings stand in application.properties: uproute canaries log logging summary report
          """);

  /** Of the keys of a maintenance window. */
  static final Map<String, String> WINDOW =
      read(
          """
          name: title reason description summary comment
          from: start begin starts starts_at start_time starttime
          to: end until ends ends_at end_time endtime
          for: duration length lasts
          days: day weekdays weekday every
          at: time
          cron: schedule
          time_zone: timezone tz zone
          services: service ids id monitors endpoints
          sites: site groups group
          tags: tag labels
          """);

  private Synonyms() {}

  /** As keys are written here: {@code followRedirects} and {@code Follow-Redirects} alike. */
  static String plain(String name) {
    String apart = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_");
    return apart.toLowerCase(Locale.ROOT).replaceAll("[-. ]", "_");
  }

  private static Map<String, String> read(String lines) {
    Map<String, String> meant = new HashMap<>();
    for (String line : lines.lines().toList()) {
      int colon = line.lastIndexOf(": ");
      for (String word : line.substring(colon + 2).split(" ")) {
        meant.put(word, line.substring(0, colon));
      }
    }
    return Map.copyOf(meant);
  }
}
