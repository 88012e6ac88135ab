package org.skymask.simulate.data;

import java.util.random.RandomGenerator;
import org.skymask.model.Signature;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;

/**
 * The split of the SkyMask paper (its section on experiments), first in Fang et al., USENIX
 * Security 2020: clients form as many groups as there are classes; an example of class l goes to
 * group l with probability q, to each other group with (1 − q)/(classes − 1), and there to a client
 * at random. q = 1/classes is independent of labels.
 *
 * @param q from 0 to 1
 */
public record LabelBias(double q) implements Split {
  static final Declared<Split> DECLARATION =
      Declaration.of(
              "label-bias",
              "the paper's split: there is a group of clients for each class; an example goes to its class's group with probability q, otherwise to another",
              "Fang et al., USENIX Security 2020")
          .with(
              Parameter.required(
                  "q",
                  Allowed.from(0, 1),
                  "probability that an example goes to the group of its class"))
          .madeBy(given -> new LabelBias(given.number("q")));

  @Override
  public void check(Signature signature) {
    Examples.requireLabels("label-bias", signature);
  }

  @Override
  public int[][] divide(
      Examples examples, Signature signature, int clients, RandomGenerator random) {
    check(signature);
    int[] labels = examples.requiredLabels(signature);
    int classes = Examples.classes(signature);
    if (clients < classes) {
      throw new SplitException(
          "label-bias divides clients into groups, one a class: "
              + clients
              + " clients are too few"
              + " for "
              + classes
              + " classes");
    }
    // Which clients form a group is random: a client's number says nothing of its labels.
    int[] order = Shares.shuffled(clients, random);
    Shares shares = new Shares(clients);
    for (int row = 0; row < labels.length; row++) {
      int group = group(labels[row], classes, random);
      // Clients of a group: order[group], order[group + classes], …
      int members = (clients - group + classes - 1) / classes;
      shares.give(order[group + classes * random.nextInt(members)], row);
    }
    return shares.requireAll("label-bias with q = " + q);
  }

  private int group(int label, int classes, RandomGenerator random) {
    if (random.nextDouble() < q) {
      return label;
    }
    int other = random.nextInt(classes - 1);
    return other < label ? other : other + 1;
  }
}
