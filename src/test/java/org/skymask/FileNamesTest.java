package org.skymask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.skymask.storage.FileNames;

/** The names of files and directories stand in {@link FileNames} and nowhere else. */
class FileNamesTest {
  /** A comment, or the text of a literal as group 1. */
  private static final Pattern TOKEN =
      Pattern.compile("/\\*(?s:.*?)\\*/|//.*|\"((?:[^\"\\\\\n]|\\\\.)*)\"");

  @Test
  void aNameStandsInOneFile() throws IOException, IllegalAccessException {
    List<String> names = names();
    assertTrue(names.size() > 15, names::toString);
    Set<String> written = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        if (!file.endsWith("FileNames.java")) {
          literals(Files.readString(file))
              .filter(text -> names.stream().anyMatch(text::contains))
              .forEach(text -> written.add(file.getFileName() + ": " + text));
        }
      }
    }
    assertEquals(Set.of(), written);
  }

  /** Without sentences: these may say a name. */
  private static Stream<String> literals(String code) {
    return TOKEN
        .matcher(code)
        .results()
        .map(found -> found.group(1))
        .filter(text -> text != null && !text.contains(" "));
  }

  /** Of the constants, without plain words: those are keys and headings too. */
  private static List<String> names() throws IllegalAccessException {
    Set<String> names = new TreeSet<>();
    for (Field field : FileNames.class.getDeclaredFields()) {
      if (field.getType() == String.class && Modifier.isStatic(field.getModifiers())) {
        field.setAccessible(true);
        String name = (String) field.get(null);
        if (name.matches(".*[.=].*")) {
          names.add(name);
        }
      }
    }
    return List.copyOf(names);
  }

  @Test
  void commentsDoNotCountAndLiteralsEndWhereTheyEnd() {
    String code = "/* \"client=\" */ a(\"round=\\\"x\", \"http://b\"); // \"c\"\n\"a b\"";
    assertEquals(List.of("round=\\\"x", "http://b"), literals(code).toList());
  }

  @Test
  void aNameIsReadAsItIsWritten() {
    assertEquals(7, FileNames.roundOf(FileNames.round(7)).orElseThrow());
    assertTrue(FileNames.roundOf("round=1x").isEmpty());
    assertTrue(FileNames.roundOf("round=1234567890").isEmpty());
    assertEquals("a-1", FileNames.attemptOf("attempt=a-1").orElseThrow());
    assertTrue(FileNames.rejectedOf("attempt=a-1").isEmpty());
    assertEquals("", FileNames.clientOf("client=").orElseThrow());
    assertEquals("part-3", FileNames.stem(FileNames.parquet("part-3")));
    assertTrue(FileNames.isArchitecture("architecture.pt"));
    assertTrue(!FileNames.isArchitecture("architecture.a.b"));
    String elsewhere = FileNames.elsewhere(4, "a-1", "parameters/frozen-0.parquet");
    assertEquals("../../round=4/attempt=a-1/parameters/frozen-0.parquet", elsewhere);
    assertTrue(FileNames.isElsewhere(elsewhere));
    assertTrue(!FileNames.isElsewhere("../" + elsewhere));
    String temporary = FileNames.temporary("commit.json");
    assertTrue(FileNames.isTemporary(temporary, "commit.json"));
    assertTrue(!FileNames.isTemporary("commit.json", "commit.json"));
  }
}
