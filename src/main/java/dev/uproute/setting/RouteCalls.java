package dev.uproute.setting;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.PipelineDefinition;
import org.apache.camel.model.PolicyDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RollbackDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SagaDefinition;
import org.apache.camel.model.SamplingDefinition;
import org.apache.camel.model.StepDefinition;
import org.apache.camel.model.StopDefinition;
import org.apache.camel.model.ThrowExceptionDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.TransactedDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.ValidateDefinition;
import org.apache.camel.model.language.ConstantExpression;

/**
 * The calls of other routes that every exchange on a route makes. Those within a step that may be
 * passed by, such as choice, filter, split, loop or doCatch, are none, nor are those behind a step
 * in which an exchange may end, such as stop, validate or throwException.
 */
final class RouteCalls {
  /** Steps that hold others, each of which every exchange reaches. */
  private static final Set<Class<?>> GROUPS =
      Set.of(
          CircuitBreakerDefinition.class,
          MulticastDefinition.class,
          PipelineDefinition.class,
          PolicyDefinition.class,
          SagaDefinition.class,
          StepDefinition.class,
          TransactedDefinition.class,
          TryDefinition.class);

  private static final Set<Class<?>> ENDS =
      Set.of(
          RollbackDefinition.class,
          SamplingDefinition.class,
          StopDefinition.class,
          ThrowExceptionDefinition.class,
          ValidateDefinition.class);

  private static final Pattern CALLED = Pattern.compile("^(direct|seda):(?://)?([^?]*).*");

  private final List<Call> calls = new ArrayList<>();
  private boolean mayHaveEnded;

  /**
   * One of them.
   *
   * @param name of the endpoint, such as {@code direct:check}
   * @param line from which on it stands in the file, from 1
   */
  record Call(String name, int line) {
    /** Whether a value in the file may be what was written for it. */
    boolean writtenAs(String value) {
      return value.equals(name.replaceFirst(":.*", "")) || names(value).anyMatch(name::equals);
    }
  }

  private RouteCalls() {}

  static List<Call> of(RouteDefinition route) {
    RouteCalls calls = new RouteCalls();
    calls.steps(route.getOutputs());
    return calls.calls;
  }

  /** An endpoint without its options, the same for all ways to write it. */
  static String name(String uri) {
    return CALLED.matcher(uri.strip()).replaceFirst("$1:$2");
  }

  private static Stream<String> names(String uris) {
    return Stream.of(uris.split(",")).map(RouteCalls::name);
  }

  private void steps(List<ProcessorDefinition<?>> steps) {
    for (ProcessorDefinition<?> step : steps) {
      if (mayHaveEnded) {
        return;
      }
      called(step).map(name -> new Call(name, step.getLineNumber())).forEach(calls::add);
      if (GROUPS.contains(step.getClass())) {
        steps(step.getOutputs());
      }
      if (step instanceof TryDefinition whole && whole.getFinallyClause() != null) {
        steps(whole.getFinallyClause().getOutputs());
      }
      mayHaveEnded |= ends(step);
    }
  }

  private static Stream<String> called(ProcessorDefinition<?> step) {
    return switch (step) {
      case ToDefinition to -> Stream.of(name(to.getEndpointUri()));
      // a wire tap, too
      case ToDynamicDefinition to -> Stream.of(name(to.getUri()));
      case EnrichDefinition one -> constant(one);
      case RecipientListDefinition<?> list -> constant(list);
      default -> Stream.empty();
    };
  }

  private static Stream<String> constant(ExpressionNode step) {
    return step.getExpression() instanceof ConstantExpression constant
        ? names(constant.getExpression())
        : Stream.empty();
  }

  private static boolean ends(ProcessorDefinition<?> step) {
    return ProcessorDefinitionHelper.filterTypeInOutputs(List.of(step), ProcessorDefinition.class)
        .stream()
        .anyMatch(each -> ENDS.contains(each.getClass()));
  }
}
