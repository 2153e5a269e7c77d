package dev.uproute.text;

import freemarker.cache.ClassTemplateLoader;
import freemarker.cache.MultiTemplateLoader;
import freemarker.cache.TemplateLoader;
import freemarker.core.ParseException;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The templates of pages and messages: each file of the user's folder wins over the packaged one of
 * its name; they count when {@link #reread} or {@link #renew} is called. {@code .ftlh} files escape
 * what they print for HTML, {@code .json.ftl} files for texts of JSON; no template can make objects
 * or reach the Java API. Thread-safe.
 */
public final class Templates {
  /** How the names of templates end that print JSON. */
  public static final String JSON_FILE = ".json.ftl";

  private static final Pattern TEMPLATE = Pattern.compile("\\.(ftlh?|ftlx|css|js)$");

  private final Configuration configuration;
  private final Path folder;
  private final TakenTemplates own;
  private final String meanwhile;
  private final Rendering bounds;

  /** A template is wrong; the message names file, line and column. */
  public static final class Invalid extends IOException {
    private final String name;
    private final String sentence;

    private Invalid(String name, String sentence, String meanwhile, Exception cause) {
      super(sentence + " – " + meanwhile, cause);
      this.name = name;
      this.sentence = sentence;
    }

    /** Of the template, below its folder. */
    public String name() {
      return name;
    }

    /** What is wrong where, without what happens meanwhile. */
    public String sentence() {
      return sentence;
    }
  }

  /**
   * @param folder the user's; need not exist
   * @param packaged folder of the defaults on the classpath
   * @param meanwhile what happens while a template is wrong, the end of the sentence that says so
   * @param bounds of each
   */
  public Templates(Path folder, String packaged, String meanwhile, Rendering bounds) {
    this.folder = folder;
    this.bounds = bounds;
    this.meanwhile = meanwhile;
    this.own = new TakenTemplates(folder);
    TemplateLoader inJar = new ClassTemplateLoader(getClass().getClassLoader(), packaged);
    this.configuration =
        Restricted.configuration(new MultiTemplateLoader(new TemplateLoader[] {own, inJar}));
  }

  /** What people call a template of the user's. */
  public String file(String name) {
    return folder.resolve(name).toString();
  }

  /**
   * Reads the user's templates anew, whatever is in them.
   *
   * @throws IOException when one cannot be read
   */
  public void reread() throws IOException {
    Map<String, String> changed = own.renew();
    configuration.clearTemplateCache();
    for (Map.Entry<String, String> each : changed.entrySet()) {
      if (!each.getValue().isEmpty()) {
        throw new IOException(file(each.getKey()) + ": " + each.getValue() + " – " + meanwhile);
      }
    }
  }

  /**
   * Reads the user's templates anew; none is there before the first call. What is no template any
   * more stays what it was before.
   *
   * @return the names of those that changed, each with what is wrong with it, else empty
   */
  public Map<String, String> renew() {
    Map<String, String> changed = own.renew();
    configuration.clearTemplateCache();
    changed.replaceAll((name, error) -> error.isEmpty() ? error(name) : file(name) + ": " + error);
    return changed;
  }

  private String error(String name) {
    try {
      if (TEMPLATE.matcher(name).find() && own.findTemplateSource(name) != null) {
        configuration.getTemplate(name);
      }
      return "";
    } catch (ParseException e) {
      Invalid invalid =
          invalid(name, e.getLineNumber(), e.getColumnNumber(), e.getEditorMessage(), e);
      revert(name);
      return invalid.sentence();
    } catch (IOException e) {
      revert(name);
      return file(name) + ": " + Unreadable.sentence(e);
    }
  }

  /**
   * Puts back what was there before a template turned out wrong.
   *
   * @return the names of those that are another now; none when nothing can be put back
   */
  public List<String> revert(String wrong) {
    List<String> back = own.revert(wrong);
    configuration.clearTemplateCache();
    return back;
  }

  /** What {@link #renew} found is right. */
  public void keep() {
    own.keep();
  }

  /** One of them is right; should it turn out wrong, what it was before can be put back. */
  public void keep(String name) {
    own.keep(name);
  }

  /** One is wrong, although it could be rendered. */
  public Invalid invalid(String name, Exception cause) {
    return invalid(name, null, null, cause.getMessage(), cause);
  }

  /** Whether there is a template of this name. */
  public boolean has(String name) throws IOException {
    return configuration.getTemplate(name, null, null, true, true) != null;
  }

  /**
   * @throws IOException naming file and line when the template is wrong
   */
  public String render(String name, Map<String, ?> model) throws IOException {
    try {
      return bounds.run(() -> rendered(name, model));
    } catch (IllegalStateException e) {
      throw invalid(name, null, null, e.getMessage(), e);
    }
  }

  private String rendered(String name, Map<String, ?> model) throws IOException {
    StringWriter text = bounds.writer();
    try {
      configuration.getTemplate(name).process(model, text);
    } catch (ParseException e) {
      throw invalid(
          e.getTemplateName(), e.getLineNumber(), e.getColumnNumber(), e.getEditorMessage(), e);
    } catch (TemplateException e) {
      throw invalid(
          e.getTemplateSourceName(),
          e.getLineNumber(),
          e.getColumnNumber(),
          e.getMessageWithoutStackTop(),
          e);
    }
    return text.toString();
  }

  private Invalid invalid(
      String name, Integer line, Integer column, String message, Exception cause) {
    // the rest are tips for developers of FreeMarker templates, and a trace
    String sentence =
        message == null
            ? ""
            : message
                .strip()
                .lines()
                .limit(2)
                .collect(Collectors.joining(" "))
                .replaceFirst(" *\\[in template [^\\[]*]$", "");
    String file = own.findTemplateSource(name) == null ? "packaged template " + name : file(name);
    String location = line == null ? file : file + ":" + line + ":" + column;
    return new Invalid(name, location + ": " + sentence, meanwhile, cause);
  }
}
