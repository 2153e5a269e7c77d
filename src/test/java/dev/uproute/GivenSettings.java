package dev.uproute;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.spi.PropertiesComponent;

/** Binds the bean {@code settings}, as the program does, from what a test has set. */
public final class GivenSettings extends MainListenerSupport {
  private static final AtomicInteger PROGRAMS = new AtomicInteger();

  private GivenSettings() {}

  /** A name no other program in this JVM has: two schedulers of Quartz cannot share one. */
  public static String name() {
    return "test-" + PROGRAMS.incrementAndGet();
  }

  /** Of all that is set until the routes are loaded. */
  public static void on(Main main) {
    main.addOverrideProperty("camel.main.name", name());
    main.addMainListener(new GivenSettings());
    // the usual one waits for the end of the JVM, and keeps every program of the suite until then
    main.setShutdownStrategy(new SimpleMainShutdownStrategy());
  }

  @Override
  public void beforeConfigure(BaseMainSupport main) {
    bind(main.getCamelContext());
  }

  public static void bind(CamelContext camel) {
    PropertiesComponent properties = camel.getPropertiesComponent();
    Map<String, String> settings = new HashMap<>();
    for (String key :
        properties.loadProperties(name -> name.startsWith("uproute.")).stringPropertyNames()) {
      settings.put(key, properties.resolveProperty(key).orElse(""));
    }
    camel.getRegistry().bind("settings", settings);
  }
}
