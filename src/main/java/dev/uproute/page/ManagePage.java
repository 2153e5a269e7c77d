package dev.uproute.page;

import dev.uproute.text.Rendering;
import dev.uproute.text.Templates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The page that works with services by the API, and its script. Made when it is asked for: whoever
 * works with services is one of few. No data is in it; the script asks for that. Thread-safe.
 */
public final class ManagePage {
  private final Path own;
  private final Branding branding;
  private final Language language;
  private Templates templates;

  /**
   * @param templates folder whose files replace packaged templates; need not exist
   * @param language of every word
   */
  public ManagePage(String templates, Branding branding, Language language) {
    this.own = Path.of(templates);
    this.branding = branding;
    this.language = language;
  }

  /**
   * @throws IOException when a template is wrong
   */
  public String page() throws IOException {
    Templates templates = templates();
    Map<String, Object> model = new HashMap<>();
    String css =
        templates.render("style.css", Map.of())
            + branding.css()
            + templates.render("manage.css", Map.of());
    model.put("title", branding.title());
    model.put("branding", branding);
    model.put("css", css);
    model.put("cssHash", Pages.hash(css));
    model.put("lang", language.code());
    model.put("t", new Translation(language));
    return templates.render("manage.ftlh", model);
  }

  /**
   * Its script, with the words that it shows.
   *
   * @throws IOException when a template is wrong
   */
  public String script() throws IOException {
    Templates templates = templates();
    return templates.render("words.js", Map.of("words", language.scripts()))
        + templates.render("manage.js", Map.of());
  }

  private synchronized Templates templates() throws IOException {
    if (templates == null) {
      templates = new Templates(own, "templates/site", "/manage is not shown", Rendering.PAGE);
    }
    templates.reread();
    return templates;
  }
}
