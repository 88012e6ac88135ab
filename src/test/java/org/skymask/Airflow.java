package org.skymask;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.skymask.cli.Run;
import org.skymask.cli.SkyMaskProcess;

/** An Airflow with a database of its own, and the project's DAGs. */
final class Airflow {
  private final Path python;
  private final Map<String, String> environment;

  /**
   * Makes the database.
   *
   * @param python of the environment that has Airflow and the Spark provider
   * @param home for its files
   * @param master of Spark, {@code spark://127.0.0.1:<port>}
   */
  Airflow(Path python, Path home, String sparkHome, String master, Map<String, String> further) {
    this.python = python;
    this.environment = new HashMap<>(SkyMaskProcess.SHORT_LIVED);
    environment.putAll(further);
    String dags = Path.of("jobs/airflow").toAbsolutePath().toString();
    environment.put("AIRFLOW_HOME", home.toString());
    environment.put("AIRFLOW__CORE__DAGS_FOLDER", dags);
    environment.put("AIRFLOW__CORE__LOAD_EXAMPLES", "False");
    // Seconds: however slow the machine is.
    environment.put("AIRFLOW__CORE__DAGBAG_IMPORT_TIMEOUT", "3600");
    environment.put("PYTHONPATH", dags);
    environment.put("PYTHONDONTWRITEBYTECODE", "1");
    environment.put("PATH", sparkHome + "/bin" + File.pathSeparator + System.getenv("PATH"));
    environment.put(
        "AIRFLOW_CONN_SPARK_DEFAULT", "{\"conn_type\": \"spark\", \"host\": \"" + master + "\"}");
    Commands.run(environment, List.of(program(), "db", "migrate"));
  }

  private String program() {
    return python.resolveSibling("airflow").toString();
  }

  /** Starts a run; what it says goes to standard error. */
  SkyMaskProcess start(String dag, String date, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of("bash", "-c", "exec \"$@\" 1>&2", "-"));
    command.addAll(List.of(program(), "dags", "test"));
    command.addAll(List.of(options));
    command.addAll(List.of(dag, date));
    return SkyMaskProcess.start(command, environment);
  }

  /** Runs it to its end. */
  Run run(String dag, String date, String... options) throws IOException, InterruptedException {
    return start(dag, date, options).end();
  }

  /** A column of a table of the database, a row a line. */
  List<String> query(String sql) throws IOException {
    Path database = Path.of(environment.get("AIRFLOW_HOME"), "airflow.db");
    assertThat(Files.exists(database)).isTrue();
    String program =
        "import sqlite3, sys; [print(row[0]) for row in sqlite3.connect(sys.argv[1])"
            + ".execute(sys.argv[2])]";
    List<String> command = List.of(python.toString(), "-c", program, database.toString(), sql);
    return Commands.run(environment, command).lines().toList();
  }
}
