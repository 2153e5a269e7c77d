package dev.uproute.setting;

import dev.uproute.log.Log;
import dev.uproute.parse.ConfigErrors;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.apache.camel.PropertyBindingException;
import org.slf4j.LoggerFactory;

/** What a person reads when the program does not start: sentences, no stack trace. */
public final class StartupError {
  /** Exit status of a configuration error. */
  public static final int CONFIGURATION = 2;

  private StartupError() {}

  /** Says why on standard error; the stack trace is at DEBUG. */
  public static int exit(Throwable failure) {
    Log.failed(text(failure));
    LoggerFactory.getLogger("Uproute").debug("not started", failure);
    return CONFIGURATION;
  }

  /**
   * The errors of a file as they are, or the error of a setting; else each different sentence of
   * the chain of causes.
   */
  public static String text(Throwable failure) {
    List<String> sentences = new ArrayList<>();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConfigErrors errors) {
        return errors.getMessage();
      }
      if (cause instanceof PropertyBindingException binding && binding.getOptionPrefix() != null) {
        return CamelOption.invalid(binding);
      }
      String route = RouteError.atStart(cause);
      if (route != null) {
        return route;
      }
      if (cause instanceof InvocationTargetException || cause instanceof CompletionException) {
        continue;
      }
      String sentence = cause.getMessage() == null ? cause.toString() : cause.getMessage();
      if (sentence.startsWith("uproute.")) {
        return sentence;
      }
      String line = sentence.replaceAll("\\s+", " ");
      boolean repeated = !sentences.isEmpty() && sentences.getLast().contains(line);
      if (!repeated) {
        sentences.add(line);
      }
    }
    return "uproute: " + String.join("\n  because: ", sentences);
  }
}
