package client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Wait;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.function.Executable;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.ApiResponse;
import org.openapitools.client.api.ConfigurationApi;
import org.openapitools.client.api.MonitorsApi;
import org.openapitools.client.model.*;

/**
 * Lists, changes, checks and deletes a service with the generated client only. It is compiled with
 * that client, so that a name of the contract that changes is noticed.
 */
public final class MonitorLife implements Callable<Void> {
  private final String root;
  private final MonitorsApi monitors;
  private final ConfigurationApi configuration;

  /** At {@code root} is the server, which is also what is watched; it ends with a slash. */
  public MonitorLife(String root, String token) {
    this.root = root;
    ApiClient client = new ApiClient();
    client.updateBaseUri(root.replaceFirst("/$", ""));
    client.setRequestInterceptor(each -> each.header("Authorization", "Bearer " + token));
    monitors = new MonitorsApi(client);
    configuration = new ConfigurationApi(client);
  }

  @Override
  public Void call() throws Exception {
    String created = create();
    String replaced = replace(created);
    patch(created, replaced);
    pause();
    check();
    look();
    delete();
    imports();
    return null;
  }

  /** Its entity tag. */
  private String create() throws ApiException {
    ServiceKeys keys = new ServiceKeys().id("shop").name("Shop").url(root).interval("1h");
    Monitor made = monitors.createMonitor(keys.putTagsItem("env", "prod"));
    assertEquals("api", made.getSource());
    ApiResponse<Monitor> got = monitors.getMonitorWithHttpInfo("shop");
    assertEquals(Map.of("env", "prod"), got.getData().getTags());
    assertEquals(Monitor.RoleEnum.CORE, got.getData().getRole());
    assertEquals("1h", got.getData().getKeys().getInterval());
    assertNull(got.getData().getAcknowledged());
    Monitors listed = monitors.listMonitors(null, null, "http", "env=prod", null, 10, 0);
    assertEquals("shop", listed.getMonitors().getFirst().getId());
    refused(409, () -> monitors.createMonitor(keys));
    return got.getHeaders().get("etag").getFirst();
  }

  private String replace(String seen) throws ApiException {
    Expectations found = new Expectations().httpStatus(404);
    ServiceKeys keys = new ServiceKeys().name("Store").url(root + "none").expect(found);
    ApiResponse<Monitor> answer = monitors.replaceMonitorWithHttpInfo("shop", keys, seen, null);
    assertEquals(200, answer.getStatusCode());
    assertEquals("Store", answer.getData().getName());
    assertEquals(404, answer.getData().getKeys().getExpect().getHttpStatus());
    assertNull(answer.getData().getKeys().getInterval(), "all keys are others");
    refused(412, () -> monitors.replaceMonitor("shop", keys, seen, null));
    return answer.getHeaders().get("etag").getFirst();
  }

  private void patch(String stale, String seen) throws ApiException {
    ServiceChanges changes = new ServiceChanges().retries(2);
    refused(412, () -> monitors.patchMonitor("shop", changes, stale));
    Monitor patched = monitors.patchMonitor("shop", changes, seen);
    assertEquals(2, patched.getKeys().getRetries());
    assertEquals("Store", patched.getKeys().getName(), "the others stay");
    refused(400, () -> monitors.patchMonitor("shop", new ServiceChanges().retries(-1), null));
    Monitor less = monitors.patchMonitor("shop", new ServiceChanges().retries(null), null);
    assertNull(less.getKeys().getRetries(), "null takes it away");
    assertEquals(404, less.getKeys().getExpect().getHttpStatus());
    ExpectationChanges none = new ExpectationChanges().httpStatus(null).bodyContains("ok");
    Monitor other = monitors.patchMonitor("shop", new ServiceChanges().expect(none), null);
    assertNull(other.getKeys().getExpect().getHttpStatus(), "inside of others, too");
    assertEquals("ok", other.getKeys().getExpect().getBodyContains());
    ServiceChanges back = new ServiceChanges().expect(new ExpectationChanges().httpStatus(404));
    back.getExpect().bodyContains(null);
    monitors.patchMonitor("shop", back, null);
  }

  private void pause() throws ApiException {
    assertEquals(State.PAUSED, monitors.pauseMonitor("shop", null).getState());
    refused(409, () -> monitors.checkMonitor("shop"));
    assertNotEquals(State.PAUSED, monitors.resumeMonitor("shop", null).getState());
  }

  private void check() throws Exception {
    assertEquals("shop", monitors.checkMonitor("shop").getId());
    assertTrue(Wait.until(Wait.LONG, () -> checked() != null), "it is done");
    CheckResult result = checked();
    assertEquals(Word.ONLINE, result.getStatus(), result::getReason);
    assertEquals(404, result.getStatusCode());
    assertEquals("127.0.0.1", result.getAddress());
    assertNotNull(result.getPhases().getTotal());
  }

  /** Null until it is done. */
  private CheckResult checked() throws ApiException {
    try {
      return monitors.getCheck("shop").getResult();
    } catch (ApiException e) {
      assertEquals(404, e.getCode(), "it has not begun");
      return null;
    }
  }

  private void look() throws ApiException {
    List<Result> results = monitors.listResults("shop", null, null, "1h", 1, null).getResults();
    assertEquals(Word.ONLINE, results.getFirst().getStatus());
    assertEquals(true, results.getFirst().getOnline());
    Stats stats = monitors.getStats("shop", results.getFirst().getAt(), null, null);
    assertTrue(stats.getOnline() > 0, "with its first time");
    assertEquals(100, stats.getUptime().intValueExact());
    assertEquals(0, stats.getDowntime());
    assertNotNull(stats.getResponseTime().getP95());
    assertEquals(Timeline.BucketEnum._1M, monitors.getTimeline("shop").getBucket());
    assertNotNull(monitors.getSeries("shop", null, null, "1h").getAt());
    assertNotNull(monitors.getStatus().getServices().getFirst().getUptime().get24h());
  }

  private void delete() throws ApiException {
    monitors.deleteMonitor("shop", null, "purge");
    refused(404, () -> monitors.getMonitor("shop"));
    assertEquals(0, monitors.listMonitors(null, null, null, null, null, null, null).getTotal());
  }

  private void imports() throws Exception {
    ServiceKeys keys = new ServiceKeys().id("again").url(root);
    Imported done = configuration.importServices(new ServiceList().addServicesItem(keys), "refuse");
    assertEquals(List.of("again"), done.getCreated());
    String exported = Files.readString(configuration.exportServices().toPath());
    assertTrue(exported.contains("id: again"), exported);
  }

  private static void refused(int status, Executable call) {
    ApiException refused = assertThrows(ApiException.class, call);
    assertEquals(status, refused.getCode(), refused::getMessage);
  }
}
