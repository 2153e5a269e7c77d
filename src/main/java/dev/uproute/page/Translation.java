package dev.uproute.page;

import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateHTMLOutputModel;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateNumberModel;
import freemarker.template.TemplateScalarModel;
import java.util.List;

/**
 * The function {@code t} of templates: {@code t("key")} is a text of the language, {@code t("key",
 * a, b)} one with what it says in its places. What is HTML there already stays it, so that an
 * element can stand where the language wants it; all else is escaped like any text. Stateless,
 * thread-safe.
 */
final class Translation implements TemplateMethodModelEx {
  /** Of private use: stand for arguments that are HTML until all else is escaped. */
  private static final char FIRST = '\uE000';

  private final Language language;

  Translation(Language language) {
    this.language = language;
  }

  @Override
  public Object exec(@SuppressWarnings("rawtypes") List arguments) throws TemplateModelException {
    Object[] values = new Object[arguments.size() - 1];
    boolean html = false;
    for (int i = 0; i < values.length; i++) {
      Object argument = arguments.get(i + 1);
      html |= argument instanceof TemplateHTMLOutputModel;
      values[i] = value((TemplateModel) argument, i);
    }
    String key = ((TemplateScalarModel) arguments.getFirst()).getAsString();
    String text = language.text(key, values);
    return html ? html(text, arguments) : text;
  }

  private static Object value(TemplateModel argument, int place) throws TemplateModelException {
    return switch (argument) {
      case TemplateHTMLOutputModel _ -> String.valueOf((char) (FIRST + place));
      case TemplateNumberModel number -> number.getAsNumber();
      case TemplateScalarModel text -> text.getAsString();
      case null, default ->
          throw new TemplateModelException("t: argument " + (place + 2) + " is no text or number");
    };
  }

  private static TemplateHTMLOutputModel html(String text, List<?> arguments)
      throws TemplateModelException {
    String html = HTMLOutputFormat.INSTANCE.escapePlainText(text);
    for (int i = 1; i < arguments.size(); i++) {
      if (arguments.get(i) instanceof TemplateHTMLOutputModel element) {
        String markup = HTMLOutputFormat.INSTANCE.getMarkupString(element);
        html = html.replace(String.valueOf((char) (FIRST + i - 1)), markup);
      }
    }
    return HTMLOutputFormat.INSTANCE.fromMarkup(html);
  }
}
