package dev.uproute.reload;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.Route;
import org.apache.camel.Suspendable;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultRouteStartupOrder;
import org.apache.camel.impl.engine.RouteService;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteDefinitionHelper;
import org.apache.camel.spi.LifecycleStrategy;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Puts a route in the place of another one of its id, or where there was none. Camel itself would
 * stop the old one first, and wait until nobody is on it: callers would find no route, and whoever
 * is on it for longer than Camel waits is thrown out. Here the new one is whole before the old one
 * gives way, and the old one ends as a {@link Retired} when it is empty. For one thread.
 */
final class RouteSwap {
  private final DefaultCamelContext camel;
  private final RouteDefinition definition;
  private final Count count = new Count();
  private final Route before;
  private final boolean ran;
  private RouteService service;
  private RouteService former;

  /** Counts who is on a route. */
  static final class Count extends RoutePolicySupport {
    private final LongAdder inside = new LongAdder();

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
      inside.increment();
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
      inside.decrement();
    }

    long inside() {
      return inside.sum();
    }
  }

  /**
   * @param definition as {@code prepareModel} left it
   */
  RouteSwap(DefaultCamelContext camel, RouteDefinition definition) {
    this.camel = camel;
    this.definition = definition;
    this.before = camel.getRoute(definition.getRouteId());
    this.ran =
        before != null
            && before.getConsumer() != null
            && ServiceHelper.isStarted(before.getConsumer());
  }

  /** Makes the route with everything in it; the old one does not notice. */
  void build() throws Exception {
    String id = definition.getRouteId();
    ExtendedCamelContext extension = camel.getCamelContextExtension();
    // else Camel would not ask it
    ServiceHelper.startService(count);
    definition.routePolicy(count);
    RouteDefinitionHelper.forceAssignIds(camel, definition);
    camel.setStartingRoutes(true);
    try {
      extension.createRoute(id);
      Route route = model().getModelReifierFactory().createRoute(camel, definition);
      service = new RouteService(route);
      service.setUp();
    } finally {
      extension.createRoute(null);
      camel.setStartingRoutes(false);
    }
  }

  /**
   * Lets the new one begin and the old one give way.
   *
   * @param starts whether it runs, as far as its definition lets it
   */
  void commit(boolean starts) throws Exception {
    ExtendedCamelContext extension = camel.getCamelContextExtension();
    if (before != null) {
      extension.getRouteStartupOrder().stream()
          .filter(order -> order.getRoute() == before)
          .filter(DefaultRouteStartupOrder.class::isInstance)
          .forEach(order -> former = ((DefaultRouteStartupOrder) order).getRouteService());
      extension.getRouteStartupOrder().removeIf(order -> order.getRoute() == before);
      extension.removeRoute(before);
      each(strategy -> strategy.onRoutesRemove(List.of(before)));
    }
    service.warmUp();
    if (ran && !direct()) {
      // two of them would do everything twice
      rest(before.getConsumer());
    }
    camel.startRouteService(service, !starts);
    define(before, definition);
  }

  /** Takes it back; the old one goes on. */
  void undo() throws Exception {
    if (service == null) {
      return;
    }
    Route failed = service.getRoute();
    ExtendedCamelContext extension = camel.getCamelContextExtension();
    extension.getRouteStartupOrder().removeIf(order -> order.getRoute() == failed);
    extension.removeRoute(failed);
    each(strategy -> strategy.onRoutesRemove(List.of(failed)));
    if (before != null) {
      extension.addRoute(before);
      each(strategy -> strategy.onRoutesAdd(List.of(before)));
      if (former != null) {
        camel.startRouteService(former, false);
      }
      if (ran) {
        ServiceHelper.suspendService(before.getConsumer());
        ServiceHelper.resumeService(before.getConsumer());
        ServiceHelper.startService(before.getConsumer());
      }
    }
    Retired.end(failed, service);
    define(failed, null);
    if (before != null) {
      synchronized (model()) {
        RouteDefinition old = (RouteDefinition) before.getRoute();
        if (!model().getRouteDefinitions().contains(old)) {
          model().getRouteDefinitions().add(old);
        }
      }
    }
  }

  /** Lets nobody in any more. A consumer that is stopped stops the steps behind it, too. */
  static void rest(Consumer consumer) {
    if (consumer instanceof Suspendable
        && !consumer.getEndpoint().getEndpointUri().startsWith("platform-http:")) {
      ServiceHelper.suspendService(consumer);
    } else {
      ServiceHelper.stopService(consumer);
    }
  }

  private interface Step {
    void tell(LifecycleStrategy strategy);
  }

  private void each(Step step) {
    camel.getLifecycleStrategies().forEach(step::tell);
  }

  private void define(Route gone, RouteDefinition added) {
    synchronized (model()) {
      if (gone != null) {
        model().getRouteDefinitions().remove(gone.getRoute());
      }
      if (added != null) {
        model().getRouteDefinitions().add(added);
      }
    }
  }

  private boolean direct() {
    return before.getEndpoint().getEndpointUri().startsWith("direct:");
  }

  private Model model() {
    return camel.getCamelContextExtension().getContextPlugin(Model.class);
  }

  Route route() {
    return service.getRoute();
  }

  /** The one that gave way; null when there was none. */
  Route before() {
    return before;
  }

  /** The service of that one; null when it never ran. */
  RouteService former() {
    return former;
  }

  Count count() {
    return count;
  }
}
