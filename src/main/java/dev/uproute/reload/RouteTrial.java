package dev.uproute.reload;

import dev.uproute.setting.RouteFile;
import dev.uproute.setting.SettingValues;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.PropertyBindingSupport;

/**
 * Makes the routes of a file in a Camel context of its own, which is thrown away: with the beans,
 * settings and error styles of the one that runs, but no route of it. Nothing starts there, so
 * nothing is sent, and no port is opened. Immutable.
 *
 * @param running the context that runs
 * @param settings as Camel gets them
 * @param styles where the ways to fail stand
 */
record RouteTrial(CamelContext running, Map<String, String> settings, Resource styles) {

  /**
   * Beside a context that runs.
   *
   * @param styles the file of the ways to fail
   */
  static RouteTrial beside(CamelContext running, RouteFile styles) {
    Map<String, String> all = new HashMap<>(settings(running).forCamel());
    all.putAll(settings(running).overrides());
    return new RouteTrial(running, all, styles.whole());
  }

  /** The settings of the context that runs. */
  static SettingValues settings(CamelContext running) {
    return running.getRegistry().lookupByNameAndType("settingValues", SettingValues.class);
  }

  /**
   * The routes as Camel understands them.
   *
   * @throws Exception as Camel says that they cannot be made
   */
  List<RouteDefinition> of(RouteFile file) throws Exception {
    DefaultRegistry registry = new DefaultRegistry(new Others(running.getRegistry(), file.beans()));
    try (DefaultCamelContext trial = new DefaultCamelContext(registry)) {
      trial.getCamelContextExtension().setName("trial");
      trial.setAutoStartup(false);
      trial.disableJMX();
      Properties properties = new Properties();
      properties.putAll(settings);
      trial.getPropertiesComponent().setInitialProperties(properties);
      trial.addLifecycleStrategy(new Options(trial, settings));
      trial.build();
      PluginHelper.getRoutesLoader(trial).loadRoutes(styles, file.whole());
      trial.start();
      Model model = trial.getCamelContextExtension().getContextPlugin(Model.class);
      return List.copyOf(model.getRouteDefinitions());
    }
  }

  /**
   * The beans that run, but those that the file makes itself, and no component: it would end with
   * the trial.
   */
  private record Others(BeanRepository all, Set<String> own) implements BeanRepository {
    @Override
    public Object lookupByName(String name) {
      Object found = own.contains(name) ? null : all.lookupByName(name);
      return found instanceof Component ? null : found;
    }

    @Override
    public <T> T lookupByNameAndType(String name, Class<T> type) {
      return own.contains(name) || Component.class.isAssignableFrom(type)
          ? null
          : all.lookupByNameAndType(name, type);
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
      return all.findByTypeWithName(type);
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
      return all.findByType(type);
    }
  }

  /** Sets {@code camel.component.x.option} of each component that is made. */
  private static final class Options extends LifecycleStrategySupport {
    private final CamelContext trial;
    private final Map<String, String> settings;

    private Options(CamelContext trial, Map<String, String> settings) {
      this.trial = trial;
      this.settings = settings;
    }

    @Override
    public void onComponentAdd(String name, Component component) {
      String prefix = "camel.component." + name + ".";
      settings.forEach(
          (key, value) -> {
            if (key.startsWith(prefix)) {
              PropertyBindingSupport.build()
                  .withCamelContext(trial)
                  .withTarget(component)
                  .withIgnoreCase(true)
                  .withProperty(key.substring(prefix.length()), value)
                  .bind();
            }
          });
    }
  }
}
