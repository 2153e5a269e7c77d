package dev.uproute.page;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The files of uPlot among the pages, which charts that zoom are drawn with: taken from its WebJar
 * once, as pages may be read without this program. Not thread-safe.
 */
final class ChartLibrary {
  /** Of the version in the pom. */
  private static final String FOLDER = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

  private static final Map<String, String> FILES =
      Map.of("uplot.js", "uPlot.iife.min.js", "uplot.css", "uPlot.min.css");

  private boolean staged;

  void stage(PublicFolder files) throws IOException {
    for (Map.Entry<String, String> each : FILES.entrySet()) {
      if (!staged || !files.keep(each.getKey())) {
        files.stage(each.getKey(), read(FOLDER + each.getValue()));
      }
    }
    staged = true;
  }

  /** Nothing of the last report came to be seen. */
  void forget() {
    staged = false;
  }

  private static String read(String name) throws IOException {
    try (InputStream in = ChartLibrary.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name + " is missing in the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
