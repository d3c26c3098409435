/**
 * Model cards: one page about a registered version, from what was recorded about it (Mitchell et al., "Model cards for
 * model reporting", FAT* 2019).
 *
 * <p>Start with {@link io.leeway.card.ModelCard}. A pipeline declares a {@link io.leeway.card.Purpose}; what it measures
 * is kept in {@link io.leeway.card.RunFacts}; both are stored with the version, so that a card needs the registry only.
 * This package computes nothing and decides nothing.
 */
@NullMarked
package io.leeway.card;

import org.jspecify.annotations.NullMarked;
