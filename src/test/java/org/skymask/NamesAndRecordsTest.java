package org.skymask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What classes are called, and how long records may be. */
class NamesAndRecordsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("org.skymask");

  /** A long list of components is read by position; parts have names. */
  @Test
  void recordsHaveEightComponentsAtMost() {
    Set<String> large = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      if (type.isRecord() && components(type) > 8) {
        large.add(type.getName().substring("org.skymask.".length()));
      }
    }
    assertEquals(Set.of(), large);
  }

  private static long components(JavaClass type) {
    return type.getFields().stream()
        .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
        .count();
  }

  /** A name says which class is meant, without its package. */
  @Test
  void noTwoClassesHaveOneName() throws IOException {
    Map<String, Path> main = new TreeMap<>();
    for (Path file : sources("src/main/java/org/skymask")) {
      Path twin = main.put(file.getFileName().toString(), file);
      assertNull(twin, () -> file + " has the name of " + twin);
    }
    for (String tests : List.of("src/test/java", "src/bench/java")) {
      for (Path file : sources(tests)) {
        Path twin = main.get(file.getFileName().toString());
        assertNull(twin, () -> file + " has the name of " + twin);
      }
    }
  }

  private static List<Path> sources(String root) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(root))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("package-info.java"))
          .toList();
    }
  }
}
