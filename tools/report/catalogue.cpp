#include "report/catalogue.hpp"

namespace millwright::report {

// One word for each file in figures/.
Blocks headline(const Material&);
Blocks comparison_headline(const Material&);
Blocks adoption(const Material&);
Blocks why_not_yet(const Material&);
Blocks sectors(const Material&);
Blocks size_gradient(const Material&);
Blocks classes(const Material&);
Blocks cost(const Material&);
Blocks effects(const Material&);
Blocks differences(const Material&);
Blocks jobs(const Material&);
Blocks productivity_parts(const Material&);
Blocks chips(const Material&);
Blocks instruments(const Material&);
Blocks network(const Material&);
Blocks tornado(const Material&);
Blocks indices(const Material&);
Blocks discovery(const Material&);
Blocks points(const Material&);
Blocks convergence(const Material&);
Blocks assumptions(const Material&);
Blocks provenance(const Material&);

const std::vector<SectionEntry>& section_catalogue() {
  static const std::vector<SectionEntry> catalogue{
      {"summary", "Summary", {headline, comparison_headline}},
      {"who-adopts", "Who adopts, and who does not", {adoption, why_not_yet, sectors, size_gradient}},
      {"policy", "What the policy changes", {classes, cost, effects, differences}},
      {"support", "What was paid", {instruments}},
      {"economy", "Jobs and productivity", {jobs, productivity_parts}},
      {"chip-tracks", "Chips", {chips}},
      {"supply-network", "Who supplies whom", {network}},
      {"sensitivity", "What the results depend on", {tornado, indices, discovery, points}},
      {"certainty", "How certain the results are", {convergence}},
      {"assumptions", "Assumptions", {assumptions}},
      {"provenance", "Provenance and citation", {provenance}},
  };
  return catalogue;
}

}  // namespace millwright::report
