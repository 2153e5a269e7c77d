package dev.uproute.text;

import freemarker.cache.ClassTemplateLoader;
import freemarker.cache.ConditionalTemplateConfigurationFactory;
import freemarker.cache.FileNameGlobMatcher;
import freemarker.cache.FileTemplateLoader;
import freemarker.cache.MultiTemplateLoader;
import freemarker.cache.TemplateConfigurationFactory;
import freemarker.cache.TemplateLoader;
import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.core.TemplateConfiguration;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapperBuilder;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.Version;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The templates of pages and messages: each file of the user's folder wins over the packaged one of
 * its name, and changes are seen without a restart. {@code .ftlh} files escape what they print for
 * HTML, {@code .json.ftl} files for texts of JSON; no template can make objects or reach the Java
 * API. Thread-safe.
 */
public final class Templates {
  /** How the names of templates end that print JSON. */
  public static final String JSON_FILE = ".json.ftl";

  private static final Version VERSION = Configuration.VERSION_2_3_34;

  private final Configuration configuration = new Rendering.Interruptible(VERSION);
  private final Path folder;
  private final String meanwhile;
  private final Rendering bounds;

  /**
   * @param folder the user's; need not exist
   * @param packaged folder of the defaults on the classpath
   * @param meanwhile what happens while a template is wrong, the end of the sentence that says so
   * @param bounds of each
   */
  public Templates(Path folder, String packaged, String meanwhile, Rendering bounds)
      throws IOException {
    this.folder = folder;
    this.bounds = bounds;
    this.meanwhile = meanwhile;
    List<TemplateLoader> loaders = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      loaders.add(new FileTemplateLoader(folder.toFile()));
    }
    loaders.add(new ClassTemplateLoader(getClass().getClassLoader(), packaged));
    configuration.setTemplateLoader(
        new MultiTemplateLoader(loaders.toArray(TemplateLoader[]::new)));
    configuration.setObjectWrapper(new DefaultObjectWrapperBuilder(VERSION).build());
    configuration.setDefaultEncoding("UTF-8");
    configuration.setLocale(Locale.ROOT);
    configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    configuration.setAPIBuiltinEnabled(false);
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    configuration.setWrapUncheckedExceptions(true);
    configuration.setTemplateConfigurations(json());
  }

  /** How files of JSON print texts, numbers and yes or no. */
  private static TemplateConfigurationFactory json() {
    TemplateConfiguration json = new TemplateConfiguration();
    json.setOutputFormat(JsonFormat.INSTANCE);
    json.setNumberFormat("computer");
    json.setBooleanFormat("c");
    return new ConditionalTemplateConfigurationFactory(
        new FileNameGlobMatcher("*" + JSON_FILE), json);
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
      throw invalid(name, null, e.getMessage(), e);
    }
  }

  private String rendered(String name, Map<String, ?> model) throws IOException {
    StringWriter text = bounds.writer();
    try {
      configuration.getTemplate(name).process(model, text);
    } catch (ParseException e) {
      throw invalid(e.getTemplateName(), e.getLineNumber(), e.getEditorMessage(), e);
    } catch (TemplateException e) {
      throw invalid(e.getTemplateSourceName(), e.getLineNumber(), e.getMessageWithoutStackTop(), e);
    }
    return text.toString();
  }

  private IOException invalid(String name, Integer line, String message, Exception cause) {
    // the rest are tips for developers of FreeMarker templates, and a trace
    String sentence =
        message == null ? "" : message.strip().lines().limit(2).collect(Collectors.joining(" "));
    Path own = folder.resolve(name);
    String file = Files.exists(own) ? own.toString() : "packaged template " + name;
    String location = line == null ? file : file + ":" + line;
    return new IOException(location + ": " + sentence + " – " + meanwhile, cause);
  }
}
