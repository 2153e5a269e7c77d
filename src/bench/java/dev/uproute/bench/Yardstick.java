package dev.uproute.bench;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicHeader;

/**
 * What a check costs when nothing is judged and nothing stored: Apache HttpClient 5 in a loop of 64
 * virtual threads, a new connection for each request. Says its count each time it is asked.
 */
final class Yardstick {
  private static final int THREADS = 64;

  private Yardstick() {}

  public static void main(String[] args) throws IOException {
    AtomicLong done = new AtomicLong();
    CloseableHttpClient client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(THREADS)
                    .setMaxConnPerRoute(THREADS)
                    .build())
            .disableAutomaticRetries()
            .disableCookieManagement()
            .build();
    for (int i = 0; i < THREADS; i++) {
      Thread.ofVirtual().start(() -> loop(client, args[0], done));
    }
    while (System.in.read() == '\n') {
      System.out.println(done.get());
    }
  }

  private static void loop(CloseableHttpClient client, String url, AtomicLong done) {
    try {
      while (true) {
        HttpGet get = new HttpGet(url);
        get.setHeader(new BasicHeader("Connection", "close"));
        client.execute(get, response -> EntityUtils.toByteArray(response.getEntity()));
        done.incrementAndGet();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
