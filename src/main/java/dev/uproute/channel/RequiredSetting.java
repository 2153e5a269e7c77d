package dev.uproute.channel;

import dev.uproute.deliver.Channels;

/** Settings a kind of channel cannot do without. */
final class RequiredSetting {
  private RequiredSetting() {}

  /**
   * The value of {@code uproute.alert.<channel>.<key>}.
   *
   * @throws IllegalArgumentException naming the setting when there is none
   */
  static String setting(Channels channels, String channel, String key) {
    String value = channels.setting(channel, key);
    if (value == null) {
      throw new IllegalArgumentException("uproute.alert." + channel + "." + key + " is not set");
    }
    return value;
  }
}
