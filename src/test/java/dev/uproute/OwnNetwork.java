package dev.uproute;

import dev.uproute.channel.Receiver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Scanner;
import java.util.stream.Collectors;

/**
 * A network with nothing in it but its own loopback, in which everybody may ping: there a program
 * listens at its usual port and nothing of this machine changes. A receiver of messages is in it.
 * For root, on Linux; for one thread.
 */
final class OwnNetwork implements AutoCloseable {
  private static final String ENTER =
      "ip link set lo up && echo '0 2147483647' > /proc/sys/net/ipv4/ping_group_range"
          + " && exec \"$@\"";

  private final Process inside;
  private final String receiver;

  OwnNetwork() throws IOException {
    inside =
        new ProcessBuilder(
                "unshare",
                "--net",
                "sh",
                "-c",
                ENTER,
                "sh",
                Jar.java().getFirst(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OwnNetwork.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    receiver = answer();
  }

  /** The namespace, as {@code nsenter --net=} and runc want it. */
  String namespace() {
    return "/proc/" + inside.pid() + "/ns/net";
  }

  /** The address in it that answers everything with 200. */
  String receiver(String path) {
    return receiver + path;
  }

  /** What the receiver was sent. */
  String received() throws IOException {
    return ask("received");
  }

  /** Status and body of a page in it, for the user of its address; the error when there is none. */
  String ask(String what) throws IOException {
    inside.outputWriter().write(what + "\n");
    inside.outputWriter().flush();
    return answer();
  }

  private String answer() throws IOException {
    String line = inside.inputReader().readLine();
    if (line == null) {
      throw new IOException("the process in the network ended");
    }
    return new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    inside.destroyForcibly();
    inside.onExit().join();
  }

  /** What runs in it. */
  public static void main(String[] none) throws IOException {
    try (Receiver receiver = new Receiver(request -> Receiver.Answer.of(200, "ok"));
        HttpClient client = HttpClient.newHttpClient();
        Scanner questions = new Scanner(System.in, StandardCharsets.UTF_8)) {
      say(receiver.url(""));
      while (questions.hasNextLine()) {
        String question = questions.nextLine();
        say(question.equals("received") ? texts(receiver) : page(client, question));
      }
    }
  }

  private static String texts(Receiver receiver) {
    return receiver.requests.stream()
        .filter(request -> request.method().equals("POST"))
        .map(Receiver.Request::text)
        .collect(Collectors.joining("\n"));
  }

  private static String page(HttpClient client, String url) {
    try {
      URI address = URI.create(url);
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(url.replaceFirst("//.*@", "//")));
      if (address.getRawUserInfo() != null) {
        byte[] user = address.getRawUserInfo().getBytes(StandardCharsets.UTF_8);
        request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(user));
      }
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() + "\n" + answer.body();
    } catch (IOException e) {
      return e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return e.toString();
    }
  }

  private static void say(String text) {
    System.out.println(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    System.out.flush();
  }
}
