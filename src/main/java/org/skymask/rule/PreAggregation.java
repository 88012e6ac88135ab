package org.skymask.rule;

/** What an aggregation rule sees in place of the updates: mixed rows, or momenta. */
public sealed interface PreAggregation permits RowMixing, Momentum {}
