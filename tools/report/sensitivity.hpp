#pragma once

#include <string>
#include <vector>

#include "charts/figure.hpp"
#include "report/material.hpp"

// What the figures of a sweep share.
namespace millwright::report {

/// One measure of all factors, such as their total indices.
struct Measure {
  const char* name;
  const std::vector<experiments::Estimate>* estimates;
};
std::vector<Measure> measures_of(const experiments::Indices& indices);

/// The factors by their total index, mu*, or else first-order index, largest first.
std::vector<std::size_t> ranked(const experiments::Indices& indices);

const experiments::Evidence& evidence_of(const experiments::Indices& indices);

/// Means of an output over replicates by point; NaN where a run failed.
std::vector<double> point_means(const results::Result& sweep, const experiments::OutputChoice& choice);

/// "adoption-share-ai", with the arm where it is not the first: part of a figure's name.
std::string output_id(const results::Result& sweep, const experiments::OutputChoice& choice);

/// "adoption_share ai 2028-12, without"; of a difference "effect of with on adoption_share ai 2028-12".
std::string output_words(const results::Result& sweep, const experiments::OutputChoice& choice);

/// A value of an output as readers write it: "27.8 %", "66.5 million", "1.23".
std::string value_words(const charts::Axis& axis, double value);
/// A difference between two such values: "1.99 pp", "-38,674".
std::string difference_words(const charts::Axis& axis, double value);

/// The axis of an output: shares in percent.
charts::Axis axis_of(const results::Result& sweep, const experiments::OutputChoice& choice);

/// The value of a factor as its user wrote it: a number with its unit, or the word of a level.
std::string factor_words(const experiments::Factors& factors, std::size_t factor, double value);

}  // namespace millwright::report
