/** Datasets for simulated federations, and how they fall to clients. */
@NullMarked
package org.skymask.simulate.data;

import org.jspecify.annotations.NullMarked;
