/** What an experiment came to: a file a cell, one table, a summary, a page. */
@NullMarked
package org.skymask.simulate.results;

import org.jspecify.annotations.NullMarked;
