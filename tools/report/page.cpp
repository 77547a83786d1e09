#include <fmt/format.h>

#include <set>

#include "report/catalogue.hpp"
#include "report/words.hpp"

namespace millwright::report {
namespace {

std::string title_of(const Material& material) {
  if (const Run* run = material.detail()) return run->result.title;
  if (material.sweep) return material.sweep->run.result.title;
  if (!material.comparisons.empty())
    return fmt::format("{} against {}", material.comparisons.front().policy, material.comparisons.front().base);
  return "Millwright";
}

/// "base and grant, 2024-01 to 2030-12, 5 replicates".
std::string subtitle_of(const Material& material) {
  std::string names;
  for (const Run& run : material.runs) names += (names.empty() ? "" : ", ") + run.name;
  const results::Result* result = nullptr;
  if (material.detail() != nullptr) result = &material.detail()->result;
  if (result == nullptr && material.sweep) result = &material.sweep->run.result, names = material.sweep->run.name;
  if (result == nullptr) return "";
  std::string text =
      fmt::format("{}: {} to {}, {}, seed {}", names, to_string(result->months.front()),
                  to_string(result->months.back()), tool::counted(result->replicates, "replicate"), result->seed);
  if (material.sweep && material.detail() == nullptr && result->outer.size() == 2)
    text += fmt::format(", {}", tool::counted(static_cast<std::int64_t>(result->outer[1].length), "point"));
  return text;
}

/// Names of other scripts can become the same identifier.
void make_unique(charts::Block& block, std::set<std::string>& used) {
  auto* figure = std::get_if<charts::Figure>(&block);
  if (figure == nullptr) return;
  const std::string wanted = figure->id;
  for (int number = 2; !used.insert(figure->id).second; ++number) figure->id = fmt::format("{}-{}", wanted, number);
}

}  // namespace

charts::Page page_of(const Material& material) {
  charts::Page page{
      title_of(material), subtitle_of(material), {}, "Made by millwright report from the files named above."};
  std::set<std::string> used;
  for (const SectionEntry& entry : section_catalogue()) {
    charts::Section section{entry.id, entry.title, {}};
    for (const Part part : entry.parts) {
      for (charts::Block& block : part(material)) section.blocks.push_back(std::move(block));
    }
    for (charts::Block& block : section.blocks) make_unique(block, used);
    if (!section.blocks.empty()) page.sections.push_back(std::move(section));
  }
  return page;
}

std::vector<const charts::Figure*> figures_of(const charts::Page& page) {
  std::vector<const charts::Figure*> figures;
  for (const auto& section : page.sections) {
    for (const auto& block : section.blocks) {
      if (const auto* figure = std::get_if<charts::Figure>(&block)) figures.push_back(figure);
    }
  }
  return figures;
}

}  // namespace millwright::report
