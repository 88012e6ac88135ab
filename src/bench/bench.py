"""jobs/bench: chooses what is measured.

    jobs/bench [--model cnn] [--clients 100] [--runs 5]   a round, beside the yardstick in PyTorch
    jobs/bench --kernels                                  the kernels, beside the memory's bandwidth
    jobs/bench --engine [--model cnn]                     the model's own pass in the product's engine
    jobs/bench --growth                                   mask training over n and over D
    jobs/bench --rules                                    the aggregation rules, beside NumPy
    jobs/bench --large MODEL CLIENTS                      one large round: seconds, memory, disk
    jobs/bench --memory [--clients 100]                   rounds whose decision has memory, beside rounds without
    jobs/bench --training                                 clients of simulations, beside a loop in PyTorch
    jobs/bench --simulation                               a cell of an experiment, beside a loop in PyTorch
    jobs/bench --jmh PATTERN [JMH options]                any benchmark of src/bench/java

Each has options of its own: --help after it. Results are printed as Markdown and written as JSON
below target/bench.
"""
import sys

import compare
import growth
import kernels
import large
import memory
import project
import rules
import simulation
import training

PARTS = {"--kernels": kernels.main, "--engine": kernels.engine, "--growth": growth.main, "--rules": rules.main,
         "--large": large.main, "--memory": memory.main,
         "--training": training.main, "--simulation": simulation.main,
         "--jmh": lambda arguments: sys.exit(kernels.jmh(arguments))}


def main():
    arguments = sys.argv[1:]
    if arguments in (["-h"], ["--help"]):
        print(__doc__)
        compare.main(arguments)
    part = PARTS.get(arguments[0]) if arguments else None
    if part:
        part(arguments[1:])
    else:
        compare.main(arguments)


if __name__ == "__main__":
    try:
        main()
    except project.Problem as problem:
        sys.exit(f"bench: {problem}")
    except KeyboardInterrupt:
        sys.exit(130)
