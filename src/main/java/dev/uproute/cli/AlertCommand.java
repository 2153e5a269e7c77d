package dev.uproute.cli;

import dev.uproute.deliver.Channel;
import dev.uproute.deliver.Channels;
import dev.uproute.deliver.DeliveryLog;
import dev.uproute.deliver.Outbox;
import dev.uproute.send.Refused;
import dev.uproute.setting.Assembly;
import dev.uproute.setting.Settings;
import dev.uproute.setting.StartupError;
import dev.uproute.store.Connections;
import dev.uproute.text.Suggestion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "alert",
    description = "Lists deliveries, sends them again, and tries a channel.",
    mixinStandardHelpOptions = true)
final class AlertCommand {
  private static final List<String> STATES =
      List.of("waiting", "held", "sent", "refused", "dead", "suppressed");

  private interface Work {
    int run(Main main) throws Exception;
  }

  @Command(
      name = "list",
      description = "Shows the latest deliveries, newest first.",
      mixinStandardHelpOptions = true)
  int list(
      @Option(names = "--channel", paramLabel = "NAME", description = "Only of this channel.")
          String channel,
      @Option(
              names = "--state",
              paramLabel = "STATE",
              description = "Only these: waiting held sent refused dead suppressed.")
          String state) {
    return with(
        false,
        main -> {
          if (state != null && !STATES.contains(state)) {
            throw new IllegalArgumentException(
                "alert list: no delivery is in the state %s; states are %s%s"
                    .formatted(state, String.join(", ", STATES), Suggestion.of(state, STATES)));
          }
          List<String> lines = log(main).lines(channel, state, Instant.now());
          if (lines.isEmpty() && channel != null) {
            // one that is no longer set up may still have deliveries
            main.lookup("channels", Channels.class).get(channel);
          }
          (lines.isEmpty() ? List.of("no deliveries") : lines).forEach(System.out::println);
          return 0;
        });
  }

  @Command(
      name = "resend",
      description =
          "Sends deliveries again, as they are; a monitor that runs does so within a minute.",
      mixinStandardHelpOptions = true,
      exitCodeListHeading = "%nExit status:%n",
      exitCodeList = {"0:they wait again", "2:there is no such delivery or channel"})
  int resend(
      @Parameters(paramLabel = "ID", arity = "0..1", description = "As alert list shows it.")
          Long id,
      @Option(names = "--dead", description = "All that were given up, of channels there are.")
          boolean dead) {
    return with(
        false,
        main -> {
          if (dead == (id != null)) {
            throw new IllegalArgumentException("alert resend: give an ID, or --dead");
          }
          DeliveryLog log = log(main);
          Channels channels = main.lookup("channels", Channels.class);
          String channel = id == null ? null : log.channel(id);
          if (channel != null) {
            channels.get(channel);
          }
          int count = log.resend(id, channels.names(), Instant.now());
          if (count == 0 && !dead) {
            throw new IllegalArgumentException(
                "no delivery " + id + " that is done; see: uproute alert list --state dead");
          }
          System.out.println(count + (count == 1 ? " delivery waits" : " deliveries wait"));
          return 0;
        });
  }

  @Command(
      name = "test",
      description = "Sends a test message to a channel now and prints what its receiver says.",
      mixinStandardHelpOptions = true,
      exitCodeListHeading = "%nExit status:%n",
      exitCodeList = {"0:accepted", "1:refused", "2:configuration error"})
  int test(@Parameters(paramLabel = "NAME", description = "Name of the channel.") String name) {
    return with(
        true,
        main -> {
          Channel channel = main.lookup("channels", Channels.class).get(name);
          main.start();
          Exchange sent =
              main.getCamelTemplate()
                  .request(
                      "direct:deliver-message",
                      exchange -> {
                        exchange.setVariable("channel", channel.name());
                        exchange.setVariable(
                            "message", main.lookup("outbox", Outbox.class).test(name));
                      });
          return answer(name, sent);
        });
  }

  private static int answer(String name, Exchange sent) throws Exception {
    if (sent.getException() == null) {
      String reply = sent.getMessage().getBody(String.class);
      System.out.println(name + " accepted the message" + (reply == null ? "" : ": " + reply));
      return 0;
    }
    Refused refusal = Refused.of(sent.getException());
    if (refusal == null) {
      throw sent.getException();
    }
    System.err.println(name + " did not accept the message: " + refusal.getMessage());
    return 1;
  }

  private static DeliveryLog log(Main main) {
    return new DeliveryLog(
        main.lookup("reader", Connections.class), main.lookup("writer", Connections.class));
  }

  private static int with(boolean camel, Work work) {
    Main main =
        Assembly.assemble(
            Map.of(
                "uproute.monitor",
                "false",
                "camel.component.quartz.autoStartScheduler",
                "false",
                // a receiver that hangs has had its time
                "camel.main.shutdown-timeout",
                "2",
                "uproute.log.level",
                camel ? "ERROR" : "WARN"));
    try {
      if (camel) {
        Assembly.init(main);
      } else {
        Settings.judge(Assembly.settings(main));
        main.init();
      }
      return work.run(main);
    } catch (Exception e) {
      return StartupError.exit(e);
    } finally {
      main.stop();
    }
  }
}
