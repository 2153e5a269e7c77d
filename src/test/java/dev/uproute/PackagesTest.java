package dev.uproute;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A package uses only packages below it, so whoever reads one needs nothing above it. */
@Execution(ExecutionMode.CONCURRENT)
class PackagesTest {
  private static final String ROOT = "dev.uproute";

  /** From the top down; two of one line do not use each other. */
  private static final List<String> DOWN =
      List.of(
          "cli",
          "reload",
          "setting",
          "web importer api",
          "metrics oncall",
          "health",
          "notion channel agent",
          "deliver",
          "send",
          "page",
          "report",
          "queue",
          "location",
          "schedule",
          "wire",
          "record",
          "check",
          "dns",
          "parse",
          "service",
          "backup",
          "store",
          "file",
          "log",
          "text");

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void each_package_uses_only_packages_below_it() {
    LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (String line : DOWN) {
      for (String name : line.split(" ")) {
        layers = layers.layer(name).definedBy(ROOT + "." + name + "..");
      }
    }
    for (int i = 0; i < DOWN.size(); i++) {
      String[] above = String.join(" ", DOWN.subList(0, i)).split(" ");
      for (String name : DOWN.get(i).split(" ")) {
        layers =
            i == 0
                ? layers.whereLayer(name).mayNotBeAccessedByAnyLayer()
                : layers.whereLayer(name).mayOnlyBeAccessedByLayers(above);
      }
    }
    layers.check(classes);
  }

  @Test
  void every_package_has_its_place() {
    Set<String> packages =
        classes.stream()
            .map(c -> c.getPackageName())
            .filter(name -> !name.equals(ROOT))
            .map(name -> name.substring(ROOT.length() + 1))
            .collect(Collectors.toSet());
    assertEquals(Set.of(String.join(" ", DOWN).split(" ")), packages);
  }
}
