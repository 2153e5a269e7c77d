package dev.uproute.text;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import freemarker.core.CommonMarkupOutputFormat;
import freemarker.core.CommonTemplateMarkupOutputModel;
import java.io.IOException;
import java.io.Writer;

/**
 * JSON as an output format of templates that escapes by itself: whatever {@code ${…}} prints may
 * stand between two quotes, because FreeMarker's own JSON format escapes nothing. Stateless,
 * thread-safe.
 */
final class JsonFormat extends CommonMarkupOutputFormat<JsonFormat.Output> {
  static final JsonFormat INSTANCE = new JsonFormat();

  /** What is JSON already and is printed as it is. */
  static final class Output extends CommonTemplateMarkupOutputModel<Output> {
    private Output(String text, String json) {
      super(text, json);
    }

    @Override
    public JsonFormat getOutputFormat() {
      return INSTANCE;
    }
  }

  private JsonFormat() {}

  @Override
  public String getName() {
    return "JSON";
  }

  @Override
  public String getMimeType() {
    return "application/json";
  }

  @Override
  public boolean isAutoEscapedByDefault() {
    return true;
  }

  @Override
  public void output(String text, Writer out) throws IOException {
    out.write(escapePlainText(text));
  }

  @Override
  public String escapePlainText(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }

  @Override
  public boolean isLegacyBuiltInBypassed(String name) {
    return name.equals("json_string");
  }

  @Override
  protected Output newTemplateMarkupOutputModel(String text, String json) {
    return new Output(text, json);
  }
}
