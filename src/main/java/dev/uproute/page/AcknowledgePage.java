package dev.uproute.page;

import dev.uproute.report.EditedTemplates;
import dev.uproute.report.EscalationState;
import dev.uproute.report.RefusedChanges;
import dev.uproute.text.Rendering;
import dev.uproute.text.Templates;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * The page behind a link in a message by which an outage is acknowledged. Made when it is asked
 * for. Thread-safe.
 */
public final class AcknowledgePage {
  private final Path own;
  private final Branding branding;
  private final Language language;
  private final RefusedChanges refused;
  private final InstantSource clock;
  private EditedTemplates templates;

  /**
   * @param templates folder whose files replace packaged templates; need not exist
   * @param language of every word
   * @param refused takes what is wrong with the user's templates
   */
  public AcknowledgePage(
      String templates,
      Branding branding,
      Language language,
      RefusedChanges refused,
      InstantSource clock) {
    this.own = Path.of(templates);
    this.branding = branding;
    this.language = language;
    this.refused = refused;
    this.clock = clock;
  }

  /**
   * What is shown.
   *
   * @param state {@code ask} shows the button; {@code known} says who acknowledged it; {@code
   *     over}, {@code old} and {@code wrong} why nothing can be done
   * @param service name of the service; empty when that is nobody's business
   * @param by who acknowledged it; empty when nobody did
   * @param escalation how far it has come; null when that is nobody's business, or there is none
   */
  public record View(String state, String service, String by, EscalationState escalation) {}

  /**
   * @throws IOException when a template is wrong, and there is none to stand in for it
   */
  public synchronized String page(View view) throws IOException {
    if (templates == null) {
      templates =
          EditedTemplates.shared(
              new Templates(own, "templates/site", "/ack/ is not shown", Rendering.PAGE), refused);
    }
    templates.renew();
    String page = templates.make(all -> page(all, view), error -> error);
    templates.good();
    return page;
  }

  private String page(Templates templates, View view) throws IOException {
    String css =
        templates.render("style.css", Map.of())
            + branding.css()
            + templates.render("ack.css", Map.of());
    Map<String, Object> model = new HashMap<>();
    model.put("title", branding.title());
    model.put("branding", branding);
    model.put("css", css);
    model.put("cssHash", Pages.hash(css));
    model.put("lang", language.code());
    model.put("t", new Translation(language));
    model.put("ack", view);
    model.put("escalation", EscalationView.of(view.escalation(), null, clock.instant(), language));
    return templates.render("ack.ftlh", model);
  }
}
