package dev.uproute.channel;

import dev.uproute.deliver.Channels;
import dev.uproute.deliver.Message;
import dev.uproute.report.EditedTemplates;
import dev.uproute.report.RefusedChanges;
import dev.uproute.text.Rendering;
import dev.uproute.text.Templates;
import dev.uproute.text.Times;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;

/**
 * The texts of a message, made by the templates {@code subject.ftl}, {@code text.ftl} and {@code
 * html.ftlh}, which a channel may have of its own, and what receivers get that have a form of their
 * own, {@code <kind>/payload.json.ftl}. A template that is wrong never keeps an alert back: what
 * was there before, or the packaged one, stands in for it. Thread-safe.
 */
public final class AlertTemplates {
  /** Longest subject. */
  static final int SUBJECT = 200;

  private static final String PACKAGED = "templates/alert";

  private final Channels channels;
  private final Path folder;
  private final Times times;
  private final RefusedChanges refused;

  /** Made with the first message, so that a monitor that sends none does not load it. */
  private EditedTemplates own;

  private Templates packaged;

  /**
   * @param templates folder whose files replace packaged templates; need not exist
   * @param zone name of the time zone in which times are written
   * @param refused takes what is wrong with the user's templates
   */
  public AlertTemplates(Channels channels, String templates, String zone, RefusedChanges refused) {
    this.channels = channels;
    this.folder = Path.of(templates);
    this.times = new Times(ZoneId.of(zone));
    this.refused = refused;
  }

  private synchronized EditedTemplates own() {
    if (own == null) {
      Templates templates =
          new Templates(folder, PACKAGED, "what was there before is used", Rendering.MESSAGE);
      own = new EditedTemplates(templates, refused);
      own.renew();
      own.good();
    }
    return own;
  }

  /** Reads the user's templates anew; one that is no template is refused. */
  public synchronized void templatesChanged() {
    own().renew();
    own().taken();
  }

  private synchronized Templates packaged() throws IOException {
    if (packaged == null) {
      Path none = folder.resolve("no such folder");
      packaged = new Templates(none, PACKAGED, "it is a fault", Rendering.PAGE);
    }
    return packaged;
  }

  /** One line of at most 200 characters. */
  public String subject(Message message) throws IOException {
    return Fit.chars(render("subject.ftl", message).replaceAll("\\s+", " ").strip(), SUBJECT);
  }

  /** The text for receivers without a form of their own; its first line is a title. */
  public String text(Message message) throws IOException {
    return render("text.ftl", message).strip();
  }

  /** The same as a page. */
  public String html(Message message) throws IOException {
    return render("html.ftlh", message).strip();
  }

  /**
   * What is sent to a receiver with a form of its own.
   *
   * @param name such as {@code discord/payload.json.ftl}; what it prints must be JSON where its
   *     name says so
   * @param text of the message
   */
  public String payload(String name, Message message, String text) throws IOException {
    return payloadWith(name, message, text, null);
  }

  /**
   * As above.
   *
   * @param given what the template sees besides, as {@code view.given}; null for nothing
   */
  public String payloadWith(String name, Message message, String text, Object given)
      throws IOException {
    Map<String, String> settings = channels.settings(message.channel());
    PayloadView view = PayloadView.of(message, text, settings, given);
    return render(name, message, Map.of("message", MessageView.of(message, times), "view", view));
  }

  private String render(String name, Message message) throws IOException {
    return render(name, message, Map.of("message", MessageView.of(message, times)));
  }

  private String render(String name, Message message, Map<String, ?> model) throws IOException {
    String channel = message.channel();
    boolean ours = packaged().has(name);
    try {
      return ours
          ? own()
              .make(
                  templates -> printed(templates, chosen(name, channel), model),
                  error -> channels.masked(channel, error))
          : printed(own().templates(), chosen(name, channel), model);
    } catch (Templates.Invalid e) {
      own().refuse(e.name(), channels.masked(channel, e.sentence()));
      if (ours) {
        return printed(packaged(), name, model);
      }
      // a form of the user's own has nothing that could stand in for it
      throw e;
    }
  }

  private static String printed(Templates templates, String name, Map<String, ?> model)
      throws IOException {
    String text = templates.render(name, model);
    try {
      String printed = name.endsWith(Templates.JSON_FILE) ? Json.compact(name, text) : text;
      templates.keep(name);
      return printed;
    } catch (IOException e) {
      throw templates.invalid(name, e);
    }
  }

  /** That of the channel's folder where it has one. */
  private String chosen(String name, String channel) throws IOException {
    String chosen = channels.setting(channel, "template");
    String template = chosen + "/" + name;
    return chosen != null && own().templates().has(template) ? template : name;
  }
}
