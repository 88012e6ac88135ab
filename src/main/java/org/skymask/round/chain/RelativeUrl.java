package org.skymask.round.chain;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Leads from a page to other files of the same file system.
 *
 * @param page with its scheme
 */
record RelativeUrl(URI page) {

  /**
   * The URL of a file relative to the page, with what has a meaning in URLs encoded; null where it
   * is of another file system.
   */
  @Nullable String to(Path file) {
    URI target = file.toUri();
    if (!Objects.equals(page.getScheme(), scheme(target))
        || !Objects.equals(page.getAuthority(), target.getAuthority())) {
      return null;
    }
    List<String> from = parts(page.getPath());
    List<String> to = parts(target.getPath());
    int common = 0;
    while (common < Math.min(from.size(), to.size()) - 1
        && from.get(common).equals(to.get(common))) {
      common++;
    }
    String up = String.join("", Collections.nCopies(from.size() - 1 - common, "../"));
    return encoded(up + String.join("/", to.subList(common, to.size())));
  }

  private static String scheme(URI uri) {
    return uri.getScheme() == null ? "file" : uri.getScheme();
  }

  private static List<String> parts(String path) {
    return Arrays.stream(path.split("/", -1)).filter(part -> !part.isEmpty()).toList();
  }

  /** {@code ./} before it, lest a colon in the first name makes a scheme of it. */
  private static String encoded(String path) {
    try {
      return new URI(null, null, "./" + path, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
