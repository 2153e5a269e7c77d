package dev.uproute.page;

import dev.uproute.report.EditedTemplates;
import dev.uproute.report.RefusedChanges;
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
  private final RefusedChanges refused;
  private EditedTemplates templates;

  /** Made together, so that what is wrong with one of them is found by whoever asks for either. */
  private record Made(String page, String script) {}

  /**
   * @param templates folder whose files replace packaged templates; need not exist
   * @param language of every word
   * @param refused takes what is wrong with the user's templates
   */
  public ManagePage(
      String templates, Branding branding, Language language, RefusedChanges refused) {
    this.own = Path.of(templates);
    this.branding = branding;
    this.language = language;
    this.refused = refused;
  }

  /**
   * @throws IOException when a template is wrong, and there is none to stand in for it
   */
  public String page() throws IOException {
    return made().page();
  }

  /**
   * Its script, with the words that it shows.
   *
   * @throws IOException as above
   */
  public String script() throws IOException {
    return made().script();
  }

  private synchronized Made made() throws IOException {
    if (templates == null) {
      templates =
          EditedTemplates.shared(
              new Templates(own, "templates/site", "/manage is not shown", Rendering.PAGE),
              refused);
    }
    templates.renew();
    Made made = templates.make(all -> new Made(page(all), script(all)), error -> error);
    templates.good();
    return made;
  }

  private String page(Templates templates) throws IOException {
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

  private String script(Templates templates) throws IOException {
    return templates.render("words.js", Map.of("words", language.scripts()))
        + templates.render("manage.js", Map.of());
  }
}
