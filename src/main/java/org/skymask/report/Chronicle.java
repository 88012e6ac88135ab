package org.skymask.report;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.skymask.history.JudgedRound;
import org.skymask.model.RoundRecord.Result;

/**
 * What the rounds of a federation came to, from old to new.
 *
 * @param chapters by round; of one round the rejections first, then the version
 * @param earlier how many older rounds are left out
 */
public record Chronicle(String federation, List<Chapter> chapters, int earlier) {
  public Chronicle {
    chapters = List.copyOf(chapters);
  }

  /** The newest version; null where none is known. */
  @Nullable Chapter newest() {
    Chapter newest = null;
    for (Chapter chapter : chapters) {
      newest = chapter.isVersion() ? chapter : newest;
    }
    return newest;
  }

  /** The versions that are known. */
  List<Chapter> versions() {
    return chapters.stream().filter(Chapter::isVersion).toList();
  }

  /** What stands for each round: its version, or its last rejection. */
  List<Chapter> rounds() {
    TreeMap<Integer, Chapter> standing = new TreeMap<>();
    chapters.stream()
        .filter(chapter -> chapter.round() > 0)
        .forEach(chapter -> standing.put(chapter.round(), chapter));
    return List.copyOf(standing.values());
  }

  /** The rounds whose records can be read, as they judged their clients. */
  List<JudgedRound> judged() {
    List<JudgedRound> judged = new ArrayList<>();
    for (Chapter chapter : rounds()) {
      Result result = chapter.result();
      if (result != null) {
        judged.add(new JudgedRound(chapter.round(), "", result.outcome(), chapter.clients()));
      }
    }
    return judged;
  }

  /** All that cannot be read. */
  public List<String> problems() {
    return chapters.stream().flatMap(chapter -> chapter.problems().stream()).toList();
  }
}
