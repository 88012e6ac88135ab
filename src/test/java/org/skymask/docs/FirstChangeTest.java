package org.skymask.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that walks through adding a rule is true to the code. */
class FirstChangeTest {
  private static final Path FILE = Documentation.SITE.resolve("first-change.md");
  private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?(?:class|record) (\\w+)");
  private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT)|Rules|Looks|Matrix)`");

  @Test
  void itsClassesCompile(@TempDir Path directory) throws IOException {
    Map<String, String> classes = classes();
    assertThat(classes).containsOnlyKeys("Shortest", "ShortestTest");
    StringWriter said = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      for (Map.Entry<String, String> entry : classes.entrySet()) {
        Files.writeString(directory.resolve(entry.getKey() + ".java"), entry.getValue());
      }
      List<String> options =
          List.of("-d", directory.toString(), "-cp", System.getProperty("java.class.path"));
      var sources = files.getJavaFileObjects(sources(directory));
      boolean compiled = compiler.getTask(said, files, null, options, null, sources).call();
      assertThat(compiled).as("%s", said).isTrue();
    }
  }

  @Test
  void whatItNamesExists() throws IOException {
    Matcher named = NAMED.matcher(Files.readString(FILE));
    List<String> names = named.results().map(name -> name.group(1)).distinct().toList();
    assertThat(names).hasSizeGreaterThan(6);
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      assertThat(files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()))
          .containsAll(names.stream().map(name -> name + ".java").toList());
    }
  }

  private static Path[] sources(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".java")).toArray(Path[]::new);
    }
  }

  private static Map<String, String> classes() {
    return MarkdownPage.read(FILE).blocks().stream()
        .filter(block -> block.language().equals("java"))
        .map(block -> String.join("\n", block.text()))
        .filter(text -> CLASS.matcher(text).find())
        .collect(Collectors.toMap(FirstChangeTest::name, text -> text));
  }

  private static String name(String source) {
    Matcher matcher = CLASS.matcher(source);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
