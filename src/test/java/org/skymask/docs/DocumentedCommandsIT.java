package org.skymask.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.skymask.cli.Run;
import org.skymask.cli.SkyMaskProcess;
import org.skymask.fixture.Needs;

/**
 * Runs the command blocks of README and pages as they stand, in the order in which somebody would
 * read them, in a clean copy of the project; those with a marker are other tests' business or
 * nobody's here (PagesTest). The Python client is there from the block on that installs it.
 */
class DocumentedCommandsIT {

  /** README stands first twice: jobs/demo, which it begins with, leaves what the first has left. */
  @TestFactory
  Stream<DynamicTest> everyCommandDoesWhatItIsShownFor() throws IOException {
    Stream<MarkdownPage> pages =
        Stream.concat(
            Stream.of(MarkdownPage.read(Documentation.README)), Documentation.all().stream());
    return type(Reader.in(Path.of("target/documented-commands")), pages);
  }

  @TestFactory
  Stream<DynamicTest> startHereNeedsNothingThatIsTypedElsewhere() throws IOException {
    MarkdownPage start = MarkdownPage.read(Documentation.SITE.resolve("index.md"));
    assertThat(start.blocks()).anyMatch(Block::installsClient);
    return type(Reader.in(Path.of("target/documented-start")), Stream.of(start));
  }

  private static Stream<DynamicTest> type(Reader reader, Stream<MarkdownPage> pages) {
    List<Block> blocks =
        pages
            .flatMap(page -> page.blocks().stream())
            .filter(Block::isCommands)
            .filter(block -> block.marker() == null || block.installsClient())
            .toList();
    assertThat(blocks).hasSizeGreaterThan(2);
    return blocks.stream()
        .map(block -> DynamicTest.dynamicTest(block.toString(), () -> run(reader, block)));
  }

  /** A block that fails may leave the cluster that one before it has started. */
  @AfterAll
  static void stopTheCluster() throws Exception {
    SkyMaskProcess.start(List.of("jobs/cluster", "stop"), Map.of()).end();
  }

  private static void run(Reader reader, Block block) throws Exception {
    if (block.installsClient()) {
      reader.installClient();
      return;
    }
    Needs.that(
        reader.has(block.commands()),
        "there is no openssl, or SKYMASK_TEST_PYTHON names no Python with client and pyspark");
    Run run = reader.run(block.text());
    assertThat(run.exit()).as("%s: %s%n%s%n%s", block, block.text(), run.out(), run.err()).isZero();
  }
}
