#include <fmt/format.h>

#include "core/errors.hpp"
#include "scenario/firm_table.hpp"

namespace millwright::scenario {
namespace {

constexpr std::size_t most_problems = 50;  // of one file; nobody reads more

/// Turns links between firms of a table into links between the simulated firms that stand for them.
class LinkReader {
 public:
  LinkReader(const FirmRoster& roster, const CsvTable& file) : file_(file), first_(roster.id.size() + 1, 0) {
    for (std::uint32_t row = 0; row < roster.id.size(); ++row) row_of_.emplace(roster.id[row], row);
    for (const std::uint32_t row : roster.row) ++first_[row + 1];
    for (std::size_t row = 0; row + 1 < first_.size(); ++row) first_[row + 1] += first_[row];
  }

  void read(std::size_t line) {
    const auto buyer = find(line, "buyer"), supplier = find(line, "supplier");
    if (!buyer || !supplier) return;
    if (*buyer == *supplier || clones(*buyer) == 0 || clones(*supplier) == 0) {
      ++left_out_;
    } else {
      link(*buyer, *supplier);
    }
  }
  bool full() const { return problems_.size() >= most_problems; }
  std::size_t left_out() const { return left_out_; }

  std::vector<FirmLink> take() {
    if (!problems_.empty()) throw UserError(std::move(problems_));
    std::sort(links_.begin(), links_.end());
    links_.erase(std::unique(links_.begin(), links_.end()), links_.end());
    return std::move(links_);
  }

 private:
  std::optional<std::uint32_t> find(std::size_t line, const char* column) {
    const std::string& id = file_.text(line, column);
    const auto found = row_of_.find(id);
    if (found != row_of_.end()) return found->second;
    problems_.push_back({file_.where(line, column), fmt::format("there is no firm '{}'", printable(id.substr(0, 60))),
                         "name firms by the id of population.table"});
    return std::nullopt;
  }
  std::uint32_t clones(std::uint32_t row) const { return first_[row + 1] - first_[row]; }
  /// Every clone of either firm gets at least one link.
  void link(std::uint32_t buyer, std::uint32_t supplier) {
    const std::uint64_t buyers = clones(buyer), suppliers = clones(supplier), count = std::max(buyers, suppliers);
    for (std::uint64_t c = 0; c < count; ++c) {
      links_.push_back({first_[buyer] + static_cast<std::uint32_t>(c * buyers / count),
                        first_[supplier] + static_cast<std::uint32_t>(c * suppliers / count)});
    }
  }

  const CsvTable& file_;
  std::map<std::string_view, std::uint32_t> row_of_;
  std::vector<std::uint32_t> first_;  // simulated firm of each row, and the end
  std::vector<FirmLink> links_;
  std::vector<Problem> problems_;
  std::size_t left_out_ = 0;
};

}  // namespace

std::vector<FirmLink> read_firm_links(const Scenario& scenario, std::vector<std::string>& notes) {
  const CsvTable& file = scenario.network.file;
  if (scenario.population.roster.id.empty()) {
    throw UserError(Problem{file.where_header(), "a network file names firms by their id, and there is none",
                            "give population.table a column id, under that name or by columns: {id: ...}"});
  }
  LinkReader reader(scenario.population.roster, file);
  for (std::size_t line = 0; line < file.rows() && !reader.full(); ++line) reader.read(line);
  std::vector<FirmLink> links = reader.take();
  if (reader.left_out() > 0) {
    notes.push_back(
        fmt::format("{}: {} of {} links are left out: of a firm to itself, or to one that no simulated firm stands for",
                    file.where_header(), reader.left_out(), file.rows()));
  }
  return links;
}

}  // namespace millwright::scenario
