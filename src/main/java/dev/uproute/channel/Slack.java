package dev.uproute.channel;

import dev.uproute.deliver.Channels;
import dev.uproute.deliver.Message;
import java.util.Map;

/** Slack incoming webhooks, and Mattermost and Rocket.Chat, which take the same. Thread-safe. */
public final class Slack {
  private static final int MOST = 3_900;

  private final Channels channels;

  public Slack(Channels channels) {
    this.channels = channels;
  }

  /** The request that posts a text to the webhook {@code url} of its channel, the title in bold. */
  public Post post(Message message, String text) {
    TitleAndText parts = TitleAndText.of(text);
    String title = Fit.chars(parts.title(), 1_000, Slack::escaped);
    String rest = Fit.chars(parts.rest(), MOST - title.length(), Slack::escaped);
    String whole = "*" + title + "*" + (rest.isEmpty() ? "" : "\n" + rest);
    return Post.json(
        Post.address(
            message.channel(), RequiredSetting.setting(channels, message.channel(), "url")),
        Map.of(),
        Map.of("text", whole));
  }

  /**
   * A full-width asterisk and a low line that is no underscore: Slack has no escape for those that
   * would make text bold or slanted.
   */
  private static String escaped(String piece) {
    return Fit.link(piece)
        ? Fit.html(piece)
        : Fit.html(piece).replace('*', '∗').replace('_', 'ˍ').replace('~', '∼').replace('`', 'ˋ');
  }
}
