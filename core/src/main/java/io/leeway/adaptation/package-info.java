/**
 * Corrects the answers of a champion between its trainings, by what late labels say.
 *
 * <p>Start with {@link io.leeway.adaptation.Adaptation#standard}. An {@link io.leeway.adaptation.Adapter} is the state that learns, of two classes or of numbers, a
 * {@link io.leeway.adaptation.ClassAdapter} that of more classes; they know rows, scores and labels, and neither models nor registries.
 */
@NullMarked
package io.leeway.adaptation;

import org.jspecify.annotations.NullMarked;
