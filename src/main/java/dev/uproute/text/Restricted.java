package dev.uproute.text;

import freemarker.cache.ConditionalTemplateConfigurationFactory;
import freemarker.cache.FileNameGlobMatcher;
import freemarker.cache.TemplateConfigurationFactory;
import freemarker.cache.TemplateLoader;
import freemarker.core.TemplateClassResolver;
import freemarker.core.TemplateConfiguration;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapperBuilder;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.Version;
import java.util.Locale;

/**
 * What a template can do: print what it is handed, with texts escaped for its kind of file. It can
 * neither make objects nor reach the Java API.
 */
final class Restricted {
  private static final Version VERSION = Configuration.VERSION_2_3_34;

  private Restricted() {}

  static Configuration configuration(TemplateLoader loader) {
    Configuration configuration = new Rendering.Interruptible(VERSION);
    configuration.setTemplateLoader(loader);
    configuration.setObjectWrapper(new DefaultObjectWrapperBuilder(VERSION).build());
    configuration.setDefaultEncoding("UTF-8");
    configuration.setLocale(Locale.ROOT);
    configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    configuration.setAPIBuiltinEnabled(false);
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    configuration.setWrapUncheckedExceptions(true);
    configuration.setTemplateConfigurations(json());
    return configuration;
  }

  /** How files of JSON print texts, numbers and yes or no. */
  private static TemplateConfigurationFactory json() {
    TemplateConfiguration json = new TemplateConfiguration();
    json.setOutputFormat(JsonFormat.INSTANCE);
    json.setNumberFormat("computer");
    json.setBooleanFormat("c");
    return new ConditionalTemplateConfigurationFactory(
        new FileNameGlobMatcher("*" + Templates.JSON_FILE), json);
  }
}
