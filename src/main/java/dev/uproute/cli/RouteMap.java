package dev.uproute.cli;

import dev.uproute.deliver.Channel;
import dev.uproute.deliver.Channels;
import dev.uproute.deliver.Sender;
import dev.uproute.setting.RouteNames;
import dev.uproute.text.CommaList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Expression;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.Model;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.language.MethodCallExpression;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.DefaultExchange;

/**
 * Which route sends to which, read from the route definitions Camel has loaded. It shows structure
 * only: of an endpoint outside the program no more than its component, because the rest of an
 * address may be a secret.
 */
final class RouteMap {
  /** What a name in an address of these components stands for is inside this program. */
  private static final Set<String> INSIDE =
      Set.of("direct", "seda", "quartz", "scheduler", "timer", "log");

  private static final String STATEMENT = "sql:classpath:sql/";

  private final CamelContext camel;

  /**
   * One route.
   *
   * @param file its file, without folder and suffix
   * @param style its error style; null when it names none
   * @param from where its exchanges come from, such as {@code direct:check}
   * @param to where it sends to, in the order of its steps, each once; {@code *} stands for a part
   *     that the exchange decides
   */
  record Entry(
      String id, String file, String description, String style, String from, List<String> to) {}

  private RouteMap(CamelContext camel) {
    this.camel = camel;
  }

  /** The routes of a context that is initialized, by id; it need not be started. */
  static List<Entry> of(CamelContext camel) {
    Model model = camel.getCamelContextExtension().getContextPlugin(Model.class);
    RouteMap map = new RouteMap(camel);
    return model.getRouteDefinitions().stream()
        .map(map::entry)
        .sorted((a, b) -> a.id().compareTo(b.id()))
        .toList();
  }

  private Entry entry(RouteDefinition route) {
    Set<String> to = new LinkedHashSet<>();
    for (ProcessorDefinition<?> step : steps(route)) {
      targets(step).map(this::shown).forEach(to::add);
    }
    return new Entry(
        route.getRouteId(),
        route.getResource().getLocation().replaceAll(".*[/:]|\\.camel\\.yaml$", ""),
        route.getDescription(),
        route.getRouteConfigurationId(),
        shown(route.getInput().getEndpointUri()),
        List.copyOf(to));
  }

  private static Collection<ProcessorDefinition<?>> steps(RouteDefinition route) {
    List<ProcessorDefinition<?>> steps = new ArrayList<>();
    for (ProcessorDefinition<?> step :
        ProcessorDefinitionHelper.filterTypeInOutputs(
            route.getOutputs(), ProcessorDefinition.class)) {
      steps.add(step);
    }
    return steps;
  }

  private Stream<String> targets(ProcessorDefinition<?> step) {
    return switch (step) {
      case ToDefinition to -> Stream.of(to.getEndpointUri());
      // a wire tap, too
      case ToDynamicDefinition to -> Stream.of(to.getUri());
      case RecipientListDefinition<?> list -> recipients(list);
      case BeanDefinition bean -> channels(bean);
      case EnrichDefinition one -> Stream.of(one.getExpression().getExpression());
      case PollEnrichDefinition one -> Stream.of(one.getExpression().getExpression());
      default -> Stream.empty();
    };
  }

  /** A list of routes that settings name is known before anything runs. */
  private Stream<String> recipients(ExpressionNode list) {
    if (list.getExpression() instanceof MethodCallExpression call
        && camel.getRegistry().lookupByName(call.getRef()) instanceof RouteNames) {
      Expression names = call.createExpression(camel);
      names.init(camel);
      return Stream.of(names.evaluate(new DefaultExchange(camel), String[].class));
    }
    return CommaList.of(list.getExpression().getExpression()).stream();
  }

  /** What sends to the channels sends to the endpoints that settings name. */
  private Stream<String> channels(BeanDefinition bean) {
    Registry registry = camel.getRegistry();
    return bean.getRef() != null && registry.lookupByName(bean.getRef()) instanceof Sender
        ? registry.findSingleByType(Channels.class).all().stream().map(Channel::to)
        : Stream.empty();
  }

  private String shown(String address) {
    // what an exchange decides may hold a colon or a question mark
    String uri =
        camel
            .resolvePropertyPlaceholders(address)
            .strip()
            .replaceAll("\\$\\{[^}]*}", "*")
            .replaceFirst("\\?.*", "");
    String component = uri.replaceFirst(":.*", "");
    if (INSIDE.contains(component)) {
      return component + ":" + uri.replaceFirst("[a-z]+:(//)?", "");
    }
    return uri.startsWith(STATEMENT) ? "sql:" + uri.substring(STATEMENT.length()) : component;
  }
}
