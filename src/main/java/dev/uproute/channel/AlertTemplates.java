package dev.uproute.channel;

import dev.uproute.deliver.Channels;
import dev.uproute.deliver.Message;
import dev.uproute.deliver.MessageLine;
import dev.uproute.text.Rendering;
import dev.uproute.text.Templates;
import dev.uproute.text.Times;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The words of a message, made by the templates {@code subject.ftl}, {@code text.ftl} and {@code
 * html.ftlh}, which a channel may have of its own. A template that is wrong never keeps an alert
 * back: the packaged one stands in for it. Thread-safe.
 */
public final class AlertTemplates {
  /** Longest subject. */
  static final int SUBJECT = 200;

  private static final Logger LOG = LoggerFactory.getLogger(AlertTemplates.class);
  private static final String PACKAGED = "templates/alert";

  private final Channels channels;
  private final Path folder;
  private final Times times;

  /** Made with the first message, so that a monitor that is calm has none. */
  private Templates own;

  private Templates packaged;

  /**
   * @param templates folder whose files replace packaged templates; need not exist
   * @param zone name of the time zone in which times are said
   */
  public AlertTemplates(Channels channels, String templates, String zone) {
    this.channels = channels;
    this.folder = Path.of(templates);
    this.times = new Times(ZoneId.of(zone));
  }

  private synchronized Templates own() throws IOException {
    if (own == null) {
      own = new Templates(folder, PACKAGED, "the packaged one is used", Rendering.MESSAGE);
    }
    return own;
  }

  private synchronized Templates packaged() throws IOException {
    if (packaged == null) {
      packaged =
          new Templates(
              folder.resolve("no such folder"), PACKAGED, "it is a fault", Rendering.PAGE);
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

  /** What a template sees of one line. */
  LineView line(Message message, MessageLine line) {
    return LineView.of(line, message.source(), message.at(), times);
  }

  private String render(String name, Message message) throws IOException {
    Map<String, Object> model = Map.of("message", MessageView.of(message, times));
    try {
      return own().render(chosen(name, message.channel()), model);
    } catch (IOException e) {
      LOG.warn(e.getMessage());
      return packaged().render(name, model);
    }
  }

  /** That of the channel's folder where it has one. */
  private String chosen(String name, String channel) throws IOException {
    String chosen = channels.setting(channel, "template");
    String template = chosen + "/" + name;
    return chosen != null && own().has(template) ? template : name;
  }
}
