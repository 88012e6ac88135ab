package org.skymask.admission;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.jspecify.annotations.Nullable;
import org.skymask.model.Reason;
import org.skymask.storage.ParquetParts;
import org.skymask.storage.ParquetParts.Part;

/** A page header or a page's body with one lie, under a footer that agrees with it where it can. */
final class HostilePages {
  private HostilePages() {}

  static Hostile make(Shards shards, Random random) throws IOException {
    while (true) {
      ParquetParts parts = ParquetParts.of(shards.any(random));
      List<Part> pages = parts.pages().get(random.nextInt(parts.pages().size()));
      Hostile made = random.nextInt(3) == 0 ? order(parts, pages) : header(parts, pages, random);
      if (made != null) {
        return made;
      }
    }
  }

  private static Hostile refused(String what, ParquetParts parts, Reason first, Reason... more)
      throws IOException {
    return Hostile.refused(what, Upload.of(Hostile.CLIENT, parts.build()), first, more);
  }

  /** Dictionaries that are missing, doubled or late; null where the chunk has none. */
  private static @Nullable Hostile order(ParquetParts parts, List<Part> pages) throws IOException {
    Part first = pages.get(0);
    if (first.header().getType() != PageType.DICTIONARY_PAGE) {
      return null;
    }
    return switch (pages.size() % 3) {
      case 0 -> {
        pages.remove(0);
        yield refused("no dictionary", parts, Reason.UNREADABLE);
      }
      case 1 -> {
        pages.add(1, first);
        yield refused("two dictionaries", parts, Reason.UNREADABLE);
      }
      default -> {
        pages.set(0, pages.set(1, first));
        yield refused("late dictionary", parts, Reason.UNREADABLE);
      }
    };
  }

  private static @Nullable Hostile header(ParquetParts parts, List<Part> pages, Random random)
      throws IOException {
    int at = random.nextInt(pages.size());
    PageHeader header = pages.get(at).header();
    int little = 1 + random.nextInt(3);
    switch (random.nextInt(7)) {
      case 0 -> {
        header.setUncompressed_page_size(Integer.MAX_VALUE - random.nextInt(1 << 20));
        return refused("huge page", parts, Reason.TOO_LARGE);
      }
      case 1 -> {
        header.setUncompressed_page_size(-little);
        return refused("negative page", parts, Reason.UNREADABLE);
      }
      case 2 -> {
        header.setUncompressed_page_size(header.getUncompressed_page_size() + little);
        return refused("longer page", parts, Reason.UNREADABLE);
      }
      case 3 -> {
        header.setCompressed_page_size(random.nextBoolean() ? -little : Integer.MAX_VALUE);
        return refused("compressed size", parts, Reason.UNREADABLE);
      }
      case 4 -> {
        return values(header, Integer.MAX_VALUE - random.nextInt(1 << 20))
            ? refused("huge values", parts, Reason.TOO_LARGE)
            : null;
      }
      case 5 -> {
        return values(header, -little)
            ? refused("negative values", parts, Reason.UNREADABLE)
            : null;
      }
      default -> {
        return level(header, random) ? refused("levels", parts, Reason.UNREADABLE) : null;
      }
    }
  }

  private static boolean values(PageHeader header, int values) {
    if (header.isSetData_page_header()) {
      header.getData_page_header().setNum_values(values);
    } else if (header.isSetData_page_header_v2()) {
      header.getData_page_header_v2().setNum_values(values);
    } else {
      header.getDictionary_page_header().setNum_values(values);
    }
    return true;
  }

  private static boolean level(PageHeader header, Random random) {
    DataPageHeader first = header.getData_page_header();
    if (first != null) {
      first.setEncoding(Encoding.BIT_PACKED);
      return true;
    }
    DataPageHeaderV2 second = header.getData_page_header_v2();
    if (second == null) {
      return false;
    }
    int wrong = random.nextBoolean() ? -1 : 1 << 28;
    if (random.nextBoolean()) {
      second.setDefinition_levels_byte_length(wrong);
    } else {
      second.setRepetition_levels_byte_length(wrong);
    }
    return true;
  }
}
