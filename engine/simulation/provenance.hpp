#pragma once

#include <string>
#include <vector>

#include "results/result.hpp"
#include "simulation/load.hpp"

// What a result holds of its own origin: the resolved scenario and the files that it was made from.
namespace millwright::simulation {

/// Adds the resolved scenario and every input with its SHA-256; its content too where it is small and not confidential.
void add_provenance(const LoadedScenario& loaded, results::Result& result);

/// The scenario of a result as a tree; `name` is what messages call the result.
/// @throws UserError when it is no scenario
scenario::Node resolved_tree(const std::string& name, const std::string& scenario_yaml);

/// Names of the inputs that a resolved scenario declares confidential: a table of firms, and their links.
std::vector<std::string> confidential_inputs(const scenario::Node& resolved);

/// Whether the resolved scenario reads an input itself: a table or a series, and not a file that it was layered from.
bool reads(const scenario::Node& resolved, const std::string& input);

/// The inputs that the resolved scenario reads and whose content is missing.
std::vector<results::InputRecord> missing_inputs(const results::Result& result);

/// Fills in missing contents with files of the folder and those below it: by SHA-256, whatever their names.
/// @throws UserError with ExitCode::io when there is no such folder
void find_missing_inputs(const std::filesystem::path& folder, std::vector<results::InputRecord>& inputs);

/// Loads the scenario that a result holds, from its own inputs alone: no other file is read.
/// @throws UserError when an input's content is missing or is not the one that its SHA-256 names, or when this engine
/// cannot read the scenario
LoadedScenario load_recorded(const std::string& name, const results::Result& result);

}  // namespace millwright::simulation
