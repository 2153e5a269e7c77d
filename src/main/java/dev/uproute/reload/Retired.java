package dev.uproute.reload;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.impl.engine.RouteService;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.spi.ShutdownPrepared;
import org.apache.camel.support.service.ServiceHelper;

/** A route that gave way to another one, until nobody is on it any more. For one thread. */
final class Retired {
  /** A caller may be just about to enter when the route is found empty. */
  static final int LOOKS = 2;

  private final Route route;
  private final RouteService service;
  private final LongSupplier inside;
  private int empty;

  /**
   * @param service of the route; null when it never ran
   * @param inside how many are on it
   */
  Retired(Route route, RouteService service, LongSupplier inside) {
    this.route = route;
    this.service = service;
    this.inside = inside;
  }

  Route route() {
    return route;
  }

  /** Looks whether it is empty, and ends it when it was so twice. Returns whether it ended. */
  boolean ended() {
    boolean waits = inside.getAsLong() > 0 || services(route).stream().anyMatch(Retired::waits);
    empty = waits ? 0 : empty + 1;
    if (empty < LOOKS) {
      return false;
    }
    end(route, service);
    return true;
  }

  /** Whether a step, such as an aggregate, keeps something back. */
  private static boolean waits(Service service) {
    return service instanceof ShutdownAware step
        && !(service instanceof Consumer)
        && step.getPendingExchangesSize() > 0;
  }

  /** Ends all of it but what other routes use, too. */
  static void end(Route route, RouteService service) {
    Set<Service> all = services(route);
    for (Service each : all) {
      if (each instanceof ShutdownPrepared step && !(each instanceof Consumer)) {
        step.prepareShutdown(false, false);
      }
    }
    if (service != null) {
      service.stop();
    }
    ServiceHelper.stopAndShutdownServices(all);
  }

  private static Set<Service> services(Route route) {
    Set<Service> all = new LinkedHashSet<>();
    route.getServices().forEach(each -> all.addAll(ServiceHelper.getChildServices(each, true)));
    return all;
  }
}
