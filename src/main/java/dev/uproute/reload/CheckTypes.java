package dev.uproute.reload;

import dev.uproute.parse.ServiceFile;
import java.util.Set;
import org.apache.camel.CamelContext;

/** The types of services there are: the x of each route {@code check-x}. */
final class CheckTypes {
  private CheckTypes() {}

  /**
   * Adds or removes that of a file.
   *
   * @param name of the file, without its suffix
   * @param there whether its routes are
   */
  static void update(CamelContext camel, String name, boolean there) {
    Set<?> found = camel.getRegistry().lookupByNameAndType("checkTypes", Set.class);
    if (found == null || !name.startsWith("check-")) {
      return;
    }
    @SuppressWarnings("unchecked")
    Set<String> types = (Set<String>) found;
    String type = name.substring("check-".length());
    boolean changed = there ? types.add(type) : types.remove(type);
    ServiceFile file = camel.getRegistry().lookupByNameAndType("serviceFile", ServiceFile.class);
    if (changed && file != null) {
      file.typesChanged();
    }
  }
}
