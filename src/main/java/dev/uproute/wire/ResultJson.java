package dev.uproute.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.uproute.check.Certificates;
import dev.uproute.check.Evidence;
import dev.uproute.check.HostFigures;
import dev.uproute.check.Perfdata;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.service.Service;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A result with its evidence, and the service as it was checked. Times are in microseconds. */
final class ResultJson {
  /** A reason is cut to less; a newer Uproute may allow more. */
  static final int REASON = 10_000;

  private static final int ATTEMPTS = 1000;

  private ResultJson() {}

  static ObjectNode of(Result result) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    found(json, result);
    json.set("service", ServiceJson.of(result.service()));
    return json;
  }

  /** For a reader that has the service; no secret of it is in there. */
  static ObjectNode withId(Result result) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", result.service().id());
    found(json, result);
    return json;
  }

  private static void found(ObjectNode json, Result result) {
    json.put("at", result.at().toString());
    json.put("status", word(result.status()));
    put(json, "reason", result.reason());
    if (result.maintenance()) {
      json.put("maintenance", true);
    }
    json.set("evidence", of(result.evidence()));
  }

  static Result read(Fields fields) {
    return read(fields, ServiceJson.read(fields.group("service")));
  }

  static Result read(Fields fields, Service service) {
    return new Result(
        service,
        fields.time("at"),
        fields.word("status", Status.class, Status.UNKNOWN),
        fields.optionalText("reason", REASON),
        evidence(fields.group("evidence")),
        fields.flag("maintenance"));
  }

  private static ObjectNode of(Evidence evidence) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    Evidence.Timings phases = evidence.phases();
    put(json, "http_status", evidence.httpStatus());
    put(json, "response_us", evidence.response());
    put(json, "dns_us", phases.dns());
    put(json, "connect_us", phases.connect());
    put(json, "tls_us", phases.tls());
    put(json, "first_byte_us", phases.firstByte());
    put(json, "total_us", phases.total());
    put(json, "address", evidence.address());
    put(json, "attempts", evidence.attempts());
    put(json, "certificate_expires", evidence.certificateExpires());
    put(json, "intermediate", evidence.intermediate());
    if (evidence.certificates() != null) {
      ArrayNode path = json.putArray("certificates");
      evidence.certificates().path().forEach(each -> put(path.addObject(), each));
    }
    if (evidence.host() != null) {
      json.putRawValue("host", new RawValue(evidence.host().text()));
    }
    if (evidence.perfdata() != null) {
      json.putRawValue("perfdata", new RawValue(evidence.perfdata().text()));
    }
    return json;
  }

  private static Evidence evidence(Fields fields) {
    Long status = fields.optionalNumber("http_status", 0, 999);
    return new Evidence(
        status == null ? null : status.intValue(),
        time(fields, "response_us"),
        new Evidence.Timings(
            time(fields, "dns_us"),
            time(fields, "connect_us"),
            time(fields, "tls_us"),
            time(fields, "first_byte_us"),
            time(fields, "total_us")),
        fields.optionalText("address", 200),
        (int) fields.number("attempts", 1, ATTEMPTS),
        fields.optionalTime("certificate_expires"),
        fields.optionalText("intermediate", 1000),
        fields.has("certificates") ? certificates(fields.groups("certificates")) : null,
        fields.has("host") ? HostFigures.parse(fields.group("host").json().toString()) : null,
        fields.has("perfdata") ? Perfdata.parse(fields.group("perfdata").json().toString()) : null);
  }

  private static void put(ObjectNode json, Certificates.Certificate certificate) {
    put(json, "subject", certificate.subject());
    put(json, "issuer", certificate.issuer());
    put(json, "from", certificate.from());
    put(json, "until", certificate.until());
  }

  private static Certificates certificates(List<Fields> path) {
    return new Certificates(
        path.stream()
            .map(
                each ->
                    new Certificates.Certificate(
                        each.optionalText("subject", 1000),
                        each.optionalText("issuer", 1000),
                        each.time("from"),
                        each.time("until")))
            .toList());
  }

  private static Long time(Fields fields, String name) {
    return fields.optionalNumber(name, 0, Long.MAX_VALUE);
  }

  /** What is null is not there. */
  static void put(ObjectNode json, String name, Object value) {
    switch (value) {
      case null -> {}
      case Integer number -> json.put(name, number);
      case Long number -> json.put(name, number);
      case Instant time -> json.put(name, time.toString());
      default -> json.put(name, value.toString());
    }
  }

  static String word(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
