package dev.uproute.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jolokia.json.JSONStructure;
import org.jolokia.server.core.config.ConfigKey;
import org.jolokia.server.core.config.StaticConfiguration;
import org.jolokia.server.core.http.HttpRequestHandler;
import org.jolokia.server.core.request.JolokiaRequest;
import org.jolokia.server.core.restrictor.RestrictorFactory;
import org.jolokia.server.core.service.JolokiaServiceManagerFactory;
import org.jolokia.server.core.service.api.JolokiaServiceManager;
import org.jolokia.server.core.service.impl.QuietLogHandler;
import org.jolokia.server.core.util.RequestType;
import org.jolokia.service.jmx.LocalRequestHandler;
import org.jolokia.service.serializer.JolokiaSerializer;

/**
 * JMX over HTTP for hawtio: of all MBeans the little that jolokia-access.xml allows, for whoever
 * has the password. As Jolokia's protocol wants it, what is refused is answered 200 with a status
 * of 403 inside. Thread-safe.
 */
public final class Jolokia implements Managed, AutoCloseable {
  private static final String PATH = "/jolokia/*";
  private static final String POLICY = "classpath:/jolokia-access.xml";

  /** hawtio asks for all routes at once. */
  private static final int LARGEST = 1_000_000;

  private final byte[] credentials;
  private final JolokiaServiceManager services;
  private final HttpRequestHandler requests;

  /**
   * @param settings all of them
   * @throws IOException when the rules that come with the program cannot be read
   */
  public Jolokia(Map<String, String> settings) throws IOException {
    credentials =
        (settings.get("uproute.jolokia.user") + ":" + settings.get("uproute.jolokia.password"))
            .getBytes(StandardCharsets.UTF_8);
    services =
        JolokiaServiceManagerFactory.createJolokiaServiceManager(
            // without the id it would look up the names of all addresses of this machine
            new StaticConfiguration(
                ConfigKey.AGENT_ID, "uproute", ConfigKey.ALLOW_ERROR_DETAILS, "false"),
            new QuietLogHandler(),
            RestrictorFactory.lookupPolicyRestrictor(POLICY));
    services.addService(new JolokiaSerializer());
    services.addService(new Requests());
    requests = new HttpRequestHandler(services.start());
  }

  @Override
  public void mount(Router router) {
    router.route(PATH).order(-3).handler(this::authenticate);
    router
        .route(PATH)
        .order(-3)
        .handler(BodyHandler.create(false).setBodyLimit(LARGEST))
        // a route that is stopped waits for what it is at
        .blockingHandler(this::answer, false);
  }

  private void authenticate(RoutingContext context) {
    if (MessageDigest.isEqual(credentials, sent(context.request()))) {
      context.next();
    } else {
      context
          .response()
          .setStatusCode(401)
          .putHeader("WWW-Authenticate", "Basic realm=\"Jolokia of Uproute\"")
          .end();
    }
  }

  private static byte[] sent(HttpServerRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    try {
      boolean basic = header != null && header.regionMatches(true, 0, "Basic ", 0, 6);
      return basic ? Base64.getDecoder().decode(header.substring(6).strip()) : new byte[0];
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }

  private void answer(RoutingContext context) {
    HttpServerRequest request = context.request();
    int status = 200;
    JSONStructure answer;
    try {
      String origin = request.getHeader(HttpHeaders.ORIGIN);
      requests.checkAccess(
          request.scheme(),
          null,
          request.remoteAddress().hostAddress(),
          origin == null ? "" : origin);
      answer = handled(context);
    } catch (SecurityException e) {
      status = 403;
      answer = requests.handleThrowable(e);
    } catch (Exception e) {
      status = 400;
      answer = requests.handleThrowable(e);
    }
    context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(answer.toJSONString());
  }

  private JSONStructure handled(RoutingContext context) throws Exception {
    HttpServerRequest request = context.request();
    Map<String, String[]> parameters = new HashMap<>();
    for (String name : request.params().names()) {
      parameters.put(name, request.params().getAll(name).toArray(String[]::new));
    }
    if (request.method().equals(HttpMethod.GET)) {
      String path = request.path().replaceFirst("^/jolokia", "");
      return requests.handleGetRequest(request.uri(), path, parameters);
    }
    byte[] body = context.body().buffer().getBytes();
    return requests.handlePostRequest(
        request.uri(), new ByteArrayInputStream(body), "UTF-8", parameters);
  }

  /** Jolokia does not ask the rules whether somebody may listen to notifications. */
  private static final class Requests extends LocalRequestHandler {
    private Requests() {
      super(1);
    }

    @Override
    public boolean canHandle(JolokiaRequest request) {
      if (request.getType() == RequestType.NOTIFICATION) {
        throw new SecurityException("Notifications are forbidden");
      }
      return super.canHandle(request);
    }
  }

  @Override
  public void close() {
    services.stop();
  }
}
