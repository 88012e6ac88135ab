package org.skymask;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;

/** The doors between the rooms. */
@AnalyzeClasses(packages = "org.skymask", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
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

  @ArchTest static final ArchRule model = mayUse("model", "org.skymask.model..");

  @ArchTest
  static final ArchRule kernel = mayUse("kernel", "org.skymask.model..", "org.skymask.kernel..");

  @ArchTest
  static final ArchRule rule =
      mayUse("rule", "org.skymask.model..", "org.skymask.kernel..", "org.skymask.rule..");

  @ArchTest
  static final ArchRule clusterKnowsSparkAndNoFiles =
      mayUse(
          "cluster",
          "org.skymask.model..",
          "org.skymask.kernel..",
          "org.skymask.cluster..",
          "org.apache.spark..",
          "scala..",
          "org.netlib..",
          "dev.ludovic.netlib..");

  @ArchTest
  static final ArchRule maskKnowsSparkAndNoFiles =
      mayUse(
          "mask",
          "org.skymask.model..",
          "org.skymask.kernel..",
          "org.skymask.engine",
          "org.skymask.mask..",
          "org.apache.spark..",
          "scala..");

  @ArchTest
  static final ArchRule storageKnowsNoSpark =
      noClasses()
          .that()
          .resideInAnyPackage("org.skymask.storage..", "org.skymask.admission..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "scala..");

  @ArchTest
  static final ArchRule storageUsesModelOnly =
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
              "org.skymask.config..");

  @ArchTest
  static final ArchRule reportRendersResultsOnly =
      mayUse("report", "org.skymask.model..", "org.skymask.report..", "com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule onlyTheRoundAndTheCommandsKnowTheConfiguration =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.skymask.config..", "org.skymask.round..", "org.skymask.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.skymask.config..");

  @ArchTest
  static final ArchRule nobodyKnowsTheCommands =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.skymask.cli..", "org.skymask")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.skymask.cli..", "picocli..");

  @ArchTest
  static final ArchRule roundIsBelowTheCommandsOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.skymask.round..", "org.skymask.cli..", "org.skymask")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.skymask.round..");

  /** Initial models and distributed evaluation are DL4J's own; all else goes by GradientEngine. */
  @ArchTest
  static final ArchRule enginesAreBehindTheirInterface =
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
                          && !type.getName().contains(".Dl4jEvaluation")));

  @ArchTest
  static final ArchRule onlyEnginesKnowTheirLibraries =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.skymask.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "ai.djl..", "org.nd4j..", "org.deeplearning4j..", "org.datavec..", "org.bytedeco..");

  @ArchTest
  static final ArchRule theTwoEnginesDoNotKnowEachOther =
      slices().matching("org.skymask.engine.(*)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule roomsHaveNoCycles =
      slices().matching("org.skymask.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheMainEndsTheProcess =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("org.skymask.SkyMask")
          .should()
          .callMethod(System.class, "exit", int.class);
}
