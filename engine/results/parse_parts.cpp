#include "results/parse_parts.hpp"

#include <hdf5_hl.h>

#include <algorithm>
#include <map>

namespace millwright::results {

bool is_dimension(const Dataset& dataset) {
  return checked(H5DSis_scale(dataset.id), "H5DSis_scale") > 0;
}

Month month_of(std::int32_t days) {
  constexpr std::int32_t most_days = 3'000'000;  // some eight thousand years
  constexpr double days_per_month = 30.436875;
  const std::int32_t inside = std::clamp(days, -most_days, most_days);
  const Month near = Month::of(1970, 1) + static_cast<int>(inside / days_per_month);
  for (int step = -1; step <= 1; ++step) {
    if (days_since_1970(near + step) == days) return near + step;
  }
  throw Hdf5Error("'time' holds a day that begins no month");
}

void read_provenance(Hdf5Input& file, const std::string& group, std::string& scenario_yaml,
                     std::vector<InputRecord>& all) {
  const Handle handle = file.open_group(file.id(), group);
  std::map<std::string, std::vector<std::string>> inputs;
  for (const Member& member : file.members(handle)) {
    if (member.is_group) throw Hdf5Error(fmt::format("'{}' is a group within the provenance", member.name));
    const Dataset dataset = file.open_dataset(handle, member.name);
    if (is_dimension(dataset)) continue;
    if (member.name == "scenario_yaml") {
      scenario_yaml = file.characters(dataset);
    } else {
      inputs[member.name] = file.texts(dataset);
    }
  }
  const auto &names = inputs["input_name"], &hashes = inputs["input_sha256"], &contents = inputs["input_content"];
  if (names.size() != hashes.size() || names.size() != contents.size())
    throw Hdf5Error("its inputs contradict each other");
  for (std::size_t k = 0; k < names.size(); ++k) all.push_back({names[k], hashes[k], contents[k]});
}

}  // namespace millwright::results
