package dev.uproute.setting;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.NamedNode;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.language.MethodCallExpression;
import org.apache.camel.spi.NodeIdFactory;

/**
 * What JMX calls a step of a route that has no id: what it does, where Camel would count ({@code
 * setBody12}). That is its description, else the method or the route it calls; of other endpoints
 * only the component, because an address may hold a secret. Keeps which names there are, as each
 * may be there once. Thread-safe.
 */
final class StepNames implements NodeIdFactory {
  private static final Pattern ROUTE = Pattern.compile("(direct|seda):/{0,2}([A-Za-z0-9._-]+).*");
  private static final Pattern METHOD = Pattern.compile("(\\w+).*", Pattern.DOTALL);

  private final Map<String, Integer> names = new ConcurrentHashMap<>();

  @Override
  public String createId(NamedNode step) {
    String name = name(step);
    int times = names.merge(name, 1, Integer::sum);
    return times == 1 ? name : name + " " + times;
  }

  private static String name(NamedNode step) {
    String described = step.getDescriptionText();
    if (described != null && !described.isBlank()) {
      return described.replaceAll("\\{\\{|}}", "").strip();
    }
    String what =
        switch (step) {
          case BeanDefinition bean -> method(bean.getRef(), bean.getMethod());
          case ToDynamicDefinition to -> endpoint(to.getUri());
          case EndpointRequiredDefinition to -> endpoint(to.getEndpointUri());
          case ExpressionNode node when node.getExpression() instanceof MethodCallExpression call ->
              method(call.getRef(), call.getMethod());
          default -> "";
        };
    return (step.getShortName() + " " + what).strip();
  }

  /** Without arguments, which may be texts. */
  private static String method(String bean, String call) {
    Matcher name = METHOD.matcher(call == null ? "" : call);
    return name.matches() ? bean + "." + name.group(1) : String.valueOf(bean);
  }

  /** Without the braces of a placeholder: Camel would fill it in. */
  private static String endpoint(String uri) {
    Matcher route = ROUTE.matcher(uri);
    return route.matches()
        ? route.group(2)
        : uri.replaceFirst("^\\{\\{\\??", "").replaceFirst("(?s)[:?}].*", "");
  }
}
