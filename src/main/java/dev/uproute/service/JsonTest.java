package dev.uproute.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.jayway.jsonpath.JsonPath;

/**
 * One line of {@code expect.json}: {@code path op value}, for example {@code $.status == "ok"}.
 *
 * @param text the line as written, for reasons
 * @param path where the value is
 * @param function what is computed of what is found there, such as {@code length}; null when it is
 *     compared itself
 * @param op {@code ==}, {@code !=}, {@code <}, {@code <=}, {@code >}, {@code >=} or {@code
 *     contains}
 * @param value what to compare with, a JSON value
 */
public record JsonTest(String text, JsonPath path, String function, String op, JsonNode value) {

  /** The line says everything; a compiled path has no equality of its own. */
  @Override
  public boolean equals(Object other) {
    return other instanceof JsonTest test && text.equals(test.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
