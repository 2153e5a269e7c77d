package dev.uproute;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Judges by axe-core how accessible a page is that is open in a browser. */
public final class Axe {
  private static final String SCRIPT = script();

  private Axe() {}

  private static String script() {
    try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What is serious or critical, a line for each rule that is broken.
   *
   * @param whole by all rules, not only by those about colours
   */
  public static String faults(Browser browser, boolean whole) throws Exception {
    browser.value("if (!window.axe) {" + SCRIPT + "\n} window.faults = undefined; 0");
    browser.value(
        """
        axe.run(document, %s).then((all) => { window.faults = '' + all.violations
          .filter((each) => ['serious', 'critical'].includes(each.impact))
          .map((each) => each.id + ' ' + each.nodes.map((node) => node.html + ' ' + node.failureSummary).join(' | '))
          .join('\\n'); }); 0
        """
            .formatted(whole ? "{}" : "{ runOnly: ['color-contrast'] }"));
    browser.until("window.faults !== undefined");
    return browser.value("window.faults");
  }
}
