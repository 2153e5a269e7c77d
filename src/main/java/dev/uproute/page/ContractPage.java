package dev.uproute.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.report.EditedTemplates;
import dev.uproute.report.RefusedChanges;
import dev.uproute.text.Rendering;
import dev.uproute.text.Templates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The contract of the API for people: a page without script. Made when it is asked for;
 * thread-safe.
 */
public final class ContractPage {
  private final Path own;
  private final Branding branding;
  private final Language language;
  private final RefusedChanges refused;
  private EditedTemplates templates;

  /**
   * @param templates folder whose files replace packaged templates; need not exist
   * @param language of every word but those of the contract
   * @param refused takes what is wrong with the user's templates
   */
  public ContractPage(
      String templates, Branding branding, Language language, RefusedChanges refused) {
    this.own = Path.of(templates);
    this.branding = branding;
    this.language = language;
    this.refused = refused;
  }

  /**
   * @param contract an OpenAPI document
   * @throws IOException when a template is wrong, and there is none to stand in for it
   */
  public synchronized String page(JsonNode contract) throws IOException {
    if (templates == null) {
      templates =
          EditedTemplates.shared(
              new Templates(own, "templates/site", "the API is not described", Rendering.PAGE),
              refused);
    }
    templates.renew();
    String page = templates.make(all -> page(all, contract), error -> error);
    templates.good();
    return page;
  }

  private String page(Templates templates, JsonNode contract) throws IOException {
    Map<String, Object> model = new HashMap<>();
    model.put("title", branding.title());
    model.put("css", templates.render("style.css", Map.of()) + branding.css());
    model.put("lang", language.code());
    model.put("t", new Translation(language));
    model.put("contract", new ContractView(contract, language));
    return templates.render("api.ftlh", model);
  }
}
