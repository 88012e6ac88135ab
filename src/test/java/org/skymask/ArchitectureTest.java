package org.skymask;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The doors between the rooms. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("org.skymask");

  private static final String[] JDK = {"java..", "org.jspecify.annotations.."};

  private static String[] and(String... packages) {
    String[] all = Arrays.copyOf(packages, packages.length + JDK.length);
    System.arraycopy(JDK, 0, all, packages.length, JDK.length);
    return all;
  }

  private static ArchRule mayUse(String room, String... packages) {
    return classes()
        .that()
        .resideInAPackage("org.skymask." + room + "..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(and(packages));
  }

  @Test
  void model() {
    mayUse("model", "org.skymask.model..").check(CLASSES);
  }

  @Test
  void named() {
    mayUse("named", "org.skymask.named..").check(CLASSES);
  }

  @Test
  void kernel() {
    mayUse("kernel", "org.skymask.model..", "org.skymask.kernel..").check(CLASSES);
  }

  @Test
  void memory() {
    mayUse("memory", "org.skymask.memory..").check(CLASSES);
  }

  /** Tribuo for HDBSCAN. */
  @Test
  void rule() {
    mayUse(
            "rule",
            "org.skymask.model..",
            "org.skymask.named..",
            "org.skymask.kernel..",
            "org.skymask.rule..",
            "org.apache.commons.math3.linear",
            "org.tribuo..")
        .check(CLASSES);
  }

  /** An attacker who knows the decision with memory does its sums with the memory's arithmetic. */
  @Test
  void attack() {
    mayUse(
            "attack",
            "org.skymask.model..",
            "org.skymask.named..",
            "org.skymask.kernel..",
            "org.skymask.memory..",
            "org.skymask.attack..")
        .check(CLASSES);
  }

  @Test
  void clusterKnowsSparkAndNoFiles() {
    mayUse(
            "cluster",
            "org.skymask.model..",
            "org.skymask.kernel..",
            "org.skymask.memory..",
            "org.skymask.cluster..",
            "org.apache.spark..",
            "scala..",
            "org.netlib..",
            "dev.ludovic.netlib..")
        .check(CLASSES);
  }

  @Test
  void jobKnowsSparkAndNothingOfMasks() {
    mayUse("job", "org.skymask.kernel..", "org.skymask.job..", "org.apache.spark..", "scala..")
        .check(CLASSES);
  }

  /** Whether the driver is the only executor is asked once. */
  @Test
  void onlyJobAsksWhoTheExecutorsAre() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.skymask.job..")
        .should()
        .callMethod(org.apache.spark.SparkContext.class, "isLocal")
        .check(CLASSES);
  }

  @Test
  void maskKnowsSparkAndNoFiles() {
    mayUse(
            "mask",
            "org.skymask.job..",
            "org.skymask.model..",
            "org.skymask.kernel..",
            "org.skymask.engine",
            "org.slf4j..",
            "org.skymask.mask..",
            "org.apache.spark..",
            "scala..")
        .check(CLASSES);
  }

  @Test
  void storageKnowsNoSpark() {
    noClasses()
        .that()
        .resideInAnyPackage("org.skymask.storage..", "org.skymask.admission..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "scala..")
        .check(CLASSES);
  }

  @Test
  void storageUsesModelOnly() {
    noClasses()
        .that()
        .resideInAPackage("org.skymask.storage..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.skymask.kernel..",
            "org.skymask.engine..",
            "org.skymask.rule..",
            "org.skymask.cluster..",
            "org.skymask.mask..",
            "org.skymask.admission..",
            "org.skymask.round..",
            "org.skymask.report..",
            "org.skymask.config..")
        .check(CLASSES);
  }

  /** Parquet and commits below the files, and what all of them share below these. */
  @Test
  void theRoomsOfStorageHaveDoors() {
    storageMayUse("org.skymask.storage");
    storageMayUse("org.skymask.storage.parquet");
    storageMayUse("org.skymask.storage.commit", "org.skymask.storage");
    storageMayUse("org.skymask.storage.memory", "org.skymask.storage.commit");
    String[] files = {"org.skymask.storage", "org.skymask.storage.parquet"};
    storageMayUse("org.skymask.storage.dataset", files);
    storageMayUse("org.skymask.storage.shard", files);
    noClasses()
        .that()
        .resideInAPackage("org.skymask.storage.version")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.skymask.storage.dataset")
        .check(CLASSES);
  }

  private static void storageMayUse(String room, String... others) {
    mayUseWithin("org.skymask.storage", room, Set.of(others));
  }

  @Test
  void reportRendersResultsOnly() {
    mayUse(
            "report",
            "org.skymask.model..",
            "org.skymask.kernel",
            "org.skymask.history..",
            "org.skymask.report..",
            "com.fasterxml.jackson..")
        .check(CLASSES);
  }

  @Test
  void historyIsArithmeticOnResults() {
    mayUse("history", "org.skymask.model..", "org.skymask.kernel", "org.skymask.history..")
        .check(CLASSES);
  }

  @Test
  void onlyTheRoundAndTheCommandsKnowTheConfiguration() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.skymask.config..",
            "org.skymask.round..",
            "org.skymask.observe..",
            "org.skymask.simulate..",
            "org.skymask.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.skymask.config..")
        .check(CLASSES);
  }

  @Test
  void nobodyKnowsTheCommands() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.skymask.cli..", "org.skymask")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.skymask.cli..", "picocli..")
        .check(CLASSES);
  }

  @Test
  void roundIsBelowItsObserversAndTheCommandsOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.skymask.round..",
            "org.skymask.observe..",
            "org.skymask.simulate..",
            "org.skymask.cli..",
            "org.skymask")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.skymask.round..")
        .check(CLASSES);
  }

  /** Each may use those before it. */
  @Test
  void theRoomsOfARoundStandInOrder() {
    List<String> rooms = List.of("admit", "recall", "judge", "chain", "open", "publish", "prepare");
    Set<String> known = new TreeSet<>(List.of("org.skymask.round"));
    mayUseOfRound("org.skymask.round", known);
    for (String room : rooms) {
      known.add("org.skymask.round." + room);
      mayUseOfRound("org.skymask.round." + room, known);
    }
    jobsMayUse(known);
  }

  /** Replay evaluates; other jobs do not know each other. */
  private static void jobsMayUse(Set<String> shared) {
    for (String job : List.of("run", "rollback", "init", "evaluate", "sweep")) {
      Set<String> known = new TreeSet<>(shared);
      known.add("org.skymask.round." + job);
      mayUseOfRound("org.skymask.round." + job, known);
    }
    Set<String> known = new TreeSet<>(shared);
    known.addAll(List.of("org.skymask.round.evaluate", "org.skymask.round.replay"));
    mayUseOfRound("org.skymask.round.replay", known);
  }

  private static void mayUseOfRound(String room, Set<String> known) {
    mayUseWithin("org.skymask.round", room, known);
  }

  /** Of the rooms of a house, a room may use itself and some others. */
  private static void mayUseWithin(String house, String room, Set<String> others) {
    noClasses()
        .that()
        .resideInAPackage(room)
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are in " + house + ", but neither in " + room + " nor in " + others,
                type ->
                    type.getPackageName().startsWith(house)
                        && !type.getPackageName().equals(room)
                        && !others.contains(type.getPackageName())))
        .check(CLASSES);
  }

  /** So that a round can do without them. */
  @Test
  void onlyTheCommandsKnowWhoObserves() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.skymask.observe..", "org.skymask.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.skymask.observe..")
        .check(CLASSES);
  }

  /** Initial models and distributed evaluation are DL4J's own; all else goes by GradientEngine. */
  @Test
  void enginesAreBehindTheirInterface() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.skymask.engine..")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are an engine's own, other than Dl4jInitializer and Dl4jEvaluation",
                type ->
                    type.getPackageName().startsWith("org.skymask.engine.")
                        && !type.getName().contains(".Dl4jInitializer")
                        && !type.getName().contains(".Dl4jEvaluation")))
        .check(CLASSES);
  }

  @Test
  void onlyEnginesKnowTheirLibraries() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.skymask.engine..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "ai.djl..", "org.nd4j..", "org.deeplearning4j..", "org.datavec..", "org.bytedeco..")
        .check(CLASSES);
  }

  @Test
  void theTwoEnginesDoNotKnowEachOther() {
    slices().matching("org.skymask.engine.(*)..").should().notDependOnEachOther().check(CLASSES);
  }

  @Test
  void roomsHaveNoCycles() {
    slices().matching("org.skymask.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void oneClassEndsTheProcess() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("org.skymask.cli.ProgramEnd")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(CLASSES);
  }
}
