package dev.uproute.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.uproute.text.Sentence;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * The certificates a server sent, as far as they are a way from its own to an authority. Immutable.
 *
 * @param path the server's own first
 */
public record Certificates(List<Certificate> path) {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * One of them. Names are clean and at most {@value Sentence#MAX} characters long.
   *
   * @param subject whom it is for: hosts in the server's own; null when it is not to be shown
   * @param issuer who issued it; null when it is not to be shown
   */
  public record Certificate(String subject, String issuer, Instant from, Instant until) {}

  public Certificates {
    path = List.copyOf(path);
  }

  static Certificates of(List<X509Certificate> chain) {
    List<Certificate> path = new ArrayList<>(chain.size());
    for (X509Certificate each : chain) {
      path.add(
          new Certificate(
              Sentence.clean(
                  path.isEmpty()
                      ? CertificateNames.hosts(each)
                      : CertificateNames.plain(each.getSubjectX500Principal())),
              Sentence.clean(CertificateNames.plain(each.getIssuerX500Principal())),
              each.getNotBefore().toInstant(),
              each.getNotAfter().toInstant()));
    }
    return new Certificates(path);
  }

  /** Their dates alone: names of hosts and of private authorities say where a service is. */
  public Certificates withoutNames() {
    return new Certificates(
        path.stream().map(each -> new Certificate(null, null, each.from, each.until)).toList());
  }

  /** As it is stored: a list in JSON. */
  public String text() {
    ArrayNode list = JSON.createArrayNode();
    path.forEach(
        each ->
            list.addObject()
                .put("subject", each.subject)
                .put("issuer", each.issuer)
                .put("from", each.from.toString())
                .put("until", each.until.toString()));
    return list.toString();
  }

  /** What was stored; null when it was not by us, because the next check stores it anew. */
  public static Certificates parse(String text) {
    try {
      List<Certificate> path = new ArrayList<>();
      for (JsonNode each : JSON.readTree(text)) {
        path.add(
            new Certificate(
                each.path("subject").asText(null),
                each.path("issuer").asText(null),
                Instant.parse(each.path("from").asText()),
                Instant.parse(each.path("until").asText())));
      }
      return new Certificates(path);
    } catch (JsonProcessingException | DateTimeParseException _) {
      return null;
    }
  }
}
