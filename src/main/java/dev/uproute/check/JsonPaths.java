package dev.uproute.check;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.EvaluationListener;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.util.List;

/**
 * How a path is followed through a hostile document: {@code $..*..*} of a deep one is a matter of
 * hours and gigabytes, so each step asks the limit and the places it may match are counted.
 */
final class JsonPaths extends JacksonJsonNodeJsonProvider {
  /** Places one path may match. */
  static final int MOST = 10_000;

  private static final JacksonMappingProvider MAPPING = new JacksonMappingProvider();

  private final JudgeLimit limit;

  /** More places than are judged. */
  static final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooMany() {
      super("more than " + MOST + " places", null, false, false);
    }
  }

  private JsonPaths(JudgeLimit limit) {
    this.limit = limit;
  }

  static Configuration within(JudgeLimit limit) {
    EvaluationListener count =
        found -> {
          if (found.index() >= MOST) {
            throw new TooMany();
          }
          return EvaluationListener.EvaluationContinuation.CONTINUE;
        };
    return Configuration.builder()
        .jsonProvider(new JsonPaths(limit))
        .mappingProvider(MAPPING)
        .evaluationListener(List.of(count))
        .build();
  }

  @Override
  public boolean isArray(Object node) {
    limit.step();
    return super.isArray(node);
  }

  @Override
  public boolean isMap(Object node) {
    limit.step();
    return super.isMap(node);
  }

  @Override
  public Object getMapValue(Object node, String key) {
    limit.step();
    return super.getMapValue(node, key);
  }
}
