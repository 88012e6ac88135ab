package org.skymask.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {

  @Test
  void blocksLinksAndHeadings() {
    MarkdownPage page =
        page(
            """
            # One title, *here*
            See [that](other.md#part-2) and ![a picture](images/a.svg), not `[this](code)`.

            <!-- not run here: needs a cluster -->
            ```sh
            run --with \\
              more   # why
            # nothing
            ```
            <a id="second"></a>

            ## A second one
            ```
            [no](link)
            ```
            """);
    assertThat(page.title()).isEqualTo("One title, *here*");
    assertThat(page.anchors()).containsExactly("second");
    assertThat(page.links()).containsExactly("other.md#part-2", "images/a.svg");
    assertThat(page.blocks()).extracting(Block::language).containsExactly("sh", "");
    assertThat(page.blocks().get(0))
        .returns("needs a cluster", Block::whyNotRun)
        .returns(null, Block::runBy)
        .returns(List.of("run --with more"), Block::commands)
        .hasToString("page.md:5");
    assertThat(page.blocks().get(1).marker()).isNull();
  }

  @Test
  void markersThatSayTooLittleAreNone() {
    MarkdownPage page =
        page(
            """
            <!-- not run here: -->
            ```sh
            a
            ```
            <!-- run by .ci/run -->

            ```sh
            b
            ```
            """);
    assertThat(page.blocks().get(0)).returns(null, Block::whyNotRun).returns(null, Block::runBy);
    assertThat(page.blocks().get(1))
        .returns(null, Block::whyNotRun)
        .returns(".ci/run", Block::runBy);
  }

  @Test
  void blocksThatInstallTheClientFromTheCheckout() {
    String fence = "<!-- run by %s -->\n```sh\npip install %s\n```\n";
    assertThat(
            page(fence.formatted(".ci/run", "\"clients/python[torch]\"")
                    + fence.formatted(".ci/run", "pyspark==3.5.7")
                    + fence.formatted("SomeIT", "\"clients/python\""))
                .blocks())
        .extracting(Block::installsClient)
        .containsExactly(true, false, false);
  }

  @Test
  void aFenceIsClosed() {
    assertThatThrownBy(() -> page("text\n```sh\n")).hasMessageContaining("page.md:2");
  }

  private static MarkdownPage page(String text) {
    return MarkdownPage.of("page.md", text.lines().toList());
  }
}
