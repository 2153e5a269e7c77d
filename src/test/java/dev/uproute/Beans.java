package dev.uproute;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;

/** All that somebody could read who may look into this JVM by JMX, and may not change anything. */
final class Beans {
  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();
  private static final String READS = "(dump|browse|list|get|explain|doc|route|message|in).*";

  private Beans() {}

  /** Each as its name and what it shows. */
  static List<String> texts() throws JMException {
    List<String> texts = new ArrayList<>();
    for (ObjectName bean : SERVER.queryNames(null, null)) {
      for (MBeanAttributeInfo attribute : SERVER.getMBeanInfo(bean).getAttributes()) {
        add(texts, bean, attribute.getName(), () -> attribute(bean, attribute));
      }
      if (bean.getDomain().equals("org.apache.camel")) {
        for (MBeanOperationInfo operation : SERVER.getMBeanInfo(bean).getOperations()) {
          if (operation.getName().matches(READS) && !isPart(bean, operation)) {
            add(texts, bean, operation.getName(), () -> result(bean, operation));
          }
        }
      }
    }
    return texts;
  }

  /** The figures of one route: those of all are had from the context, at once. */
  private static boolean isPart(ObjectName bean, MBeanOperationInfo operation) {
    return "routes".equals(bean.getKeyProperty("type")) && operation.getName().contains("Stats");
  }

  @FunctionalInterface
  private interface Look {
    Object at() throws JMException;
  }

  /** What cannot be had is no text, but what it says of that is. */
  private static void add(List<String> texts, ObjectName bean, String member, Look look) {
    Object seen;
    try {
      seen = look.at();
    } catch (JMException | RuntimeMBeanException e) {
      seen = e + " " + e.getCause();
    }
    if (seen != null) {
      String text = seen instanceof Object[] all ? Arrays.deepToString(all) : seen.toString();
      texts.add(bean + " " + member + ": " + text);
    }
  }

  private static Object attribute(ObjectName bean, MBeanAttributeInfo attribute)
      throws JMException {
    return attribute.isReadable() ? SERVER.getAttribute(bean, attribute.getName()) : null;
  }

  private static Object result(ObjectName bean, MBeanOperationInfo operation) throws JMException {
    String[] types =
        Stream.of(operation.getSignature()).map(MBeanParameterInfo::getType).toArray(String[]::new);
    return SERVER.invoke(
        bean, operation.getName(), Stream.of(types).map(Beans::most).toArray(), types);
  }

  /** The argument that shows most. */
  private static Object most(String type) {
    return switch (type) {
      case "boolean", "java.lang.Boolean" -> true;
      case "int", "java.lang.Integer" -> 0;
      case "long", "java.lang.Long" -> 0L;
      default -> "";
    };
  }
}
