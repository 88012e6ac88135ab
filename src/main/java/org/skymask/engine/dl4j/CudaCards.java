package org.skymask.engine.dl4j;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.skymask.engine.EngineException;

/**
 * The machine's NVIDIA cards, and which of them nd4j-cuda-11.6 has machine code for: compute
 * capability 3.7 to 8.6, no PTX. Code of 8.6 runs on 8.9, since both are of one major version; no
 * code of it runs on 9.0 and later (Hopper, Blackwell).
 */
record CudaCards(List<Card> cards) {
  private static final List<String> QUERY =
      List.of("nvidia-smi", "--query-gpu=index,name,compute_cap", "--format=csv,noheader");
  private static final int SECONDS = 30;
  private static final double OLDEST = 3.7;
  private static final double TOO_NEW = 9;

  /**
   * @param capability compute capability, major.minor
   */
  record Card(int index, String name, double capability) {}

  /**
   * Asks the driver's own tool.
   *
   * @throws EngineException where it is not there, fails or does not answer
   */
  static CudaCards read() {
    return read(QUERY, SECONDS);
  }

  static CudaCards read(List<String> query, int seconds) {
    try {
      Process process = new ProcessBuilder(query).redirectErrorStream(true).start();
      process.getOutputStream().close();
      // A driver in trouble has it hang. A line a card fits into the pipe, so it ends unread.
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new EngineException("nvidia-smi gave no answer within " + seconds + " s");
      }
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.exitValue() != 0) {
        throw new EngineException("nvidia-smi does not list this machine's GPUs: " + text.strip());
      }
      return parse(text);
    } catch (IOException e) {
      throw new EngineException(
          "a GPU was asked for, and nvidia-smi of the NVIDIA driver is not on this machine", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while asking for GPUs", e);
    }
  }

  /** Lines of {@code index, name, capability}. */
  static CudaCards parse(String text) {
    return new CudaCards(
        text.lines().filter(line -> !line.isBlank()).map(CudaCards::card).toList());
  }

  private static Card card(String line) {
    int first = line.indexOf(',');
    int last = line.lastIndexOf(',');
    try {
      return new Card(
          Integer.parseInt(line.substring(0, first).strip()),
          line.substring(first + 1, last).strip(),
          Double.parseDouble(line.substring(last + 1).strip()));
    } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
      throw new EngineException(
          "nvidia-smi says '" + line + "', expected index, name and compute capability", e);
    }
  }

  /**
   * The card is there and ND4J has code for it.
   *
   * @throws EngineException that names the card and what to do
   */
  void require(int index) {
    Card card =
        cards.stream()
            .filter(each -> each.index() == index)
            .findFirst()
            .orElseThrow(
                () -> new EngineException("there is no GPU " + index + ": found " + cards));
    if (card.capability() < OLDEST || card.capability() >= TOO_NEW) {
      throw new EngineException(
          String.format(
              Locale.ROOT,
              "GPU %d, %s, has compute capability %.1f, and nd4j-cuda-11.6 has code for 3.7 to 8.9"
                  + " only: use a TorchScript architecture (architecture.pt) on this card, or device"
                  + " = cpu",
              index,
              card.name(),
              card.capability()));
    }
  }
}
