package dev.uproute.page;

import com.fasterxml.jackson.databind.JsonNode;
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
  private Templates templates;

  /**
   * @param templates folder whose files replace packaged templates; need not exist
   * @param language of every word but those of the contract
   */
  public ContractPage(String templates, Branding branding, Language language) {
    this.own = Path.of(templates);
    this.branding = branding;
    this.language = language;
  }

  /**
   * @param contract an OpenAPI document
   * @throws IOException when a template is wrong
   */
  public synchronized String page(JsonNode contract) throws IOException {
    if (templates == null) {
      templates = new Templates(own, "templates/site", "the API is not described", Rendering.PAGE);
    }
    templates.reread();
    Map<String, Object> model = new HashMap<>();
    model.put("title", branding.title());
    model.put("css", templates.render("style.css", Map.of()) + branding.css());
    model.put("lang", language.code());
    model.put("t", new Translation(language));
    model.put("contract", new ContractView(contract, language));
    return templates.render("api.ftlh", model);
  }
}
