#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "scenario/language/load.hpp"

// A small scenario of its own, with one key of every kind, and a folder to put files into.
namespace millwright::scenario::sample {

enum class Order { first_come, lottery };

struct Metal {
  double weight = 0, stock = 0;
  double price = 0;  // [million CNY]
  Dated volatility;
};

inline void declare(Keys<Metal>& keys) {
  keys.number("weight", &Metal::weight, {.range = {0, 10}, .otherwise = "1"}).means("Weight of the metal");
  keys.number("stock", &Metal::stock, {.otherwise = "0"}).population().means("Stock of the metal");
  keys.money("price", &Metal::price, {.otherwise = "0 CNY"}).means("Price of the metal");
  keys.dated_share("volatility", &Metal::volatility, {.otherwise = "18 %"}).means("Volatility of its price");
}

struct Climate {
  double mean = 0, spread = 0, lag = 0;
  AnnualRate growth{};
  MonthlySeries series;
  std::vector<Named<Metal>> metals;
};

inline void declare(Keys<Climate>& keys) {
  keys.number("mean", &Climate::mean, {.range = {0, 100}, .otherwise = "49.8", .unit = "index"})
      .means("Long-run mean")
      .source("NBS");
  keys.points("spread", &Climate::spread, {.otherwise = "-0.5 pp"}).means("Spread of loans");
  keys.duration("lag", &Climate::lag, {.range = {0, 60}, .otherwise = "4 months"}).means("Lag of prices");
  keys.rate("growth", &Climate::growth, {.range = {-0.5, 0.5}, .otherwise = "4.4 %/year"}).means("Growth of wages");
  keys.series("series", &Climate::series).optional().means("Observed index");
  keys.map("metals", &Climate::metals).optional().means("Metals by name");
}

struct Grant {
  double rate = 0, cap = 0;
  YearlyAmounts budget;
  Order order = Order::first_come;
  std::vector<std::string> target;
};

inline void declare(Keys<Grant>& keys) {
  keys.share("rate", &Grant::rate).means("Share of the price that is granted");
  keys.money("cap", &Grant::cap, {.range = {0, 1e6}, .otherwise = "5 m CNY"}).means("Most that a firm gets");
  keys.yearly_money("budget", &Grant::budget, {.otherwise = "0 CNY"}).means("Budget by year");
  keys.choice("order", &Grant::order, {{"first_come", Order::first_come}, {"lottery", Order::lottery}},
              {.otherwise = "first_come"})
      .means("Who comes first");
  keys.names("target", &Grant::target, {.otherwise = "[]"}).means("Technologies that are granted");
}

struct Announcement {
  double strength = 0;
};

inline void declare(Keys<Announcement>& keys) {
  keys.number("strength", &Announcement::strength, {.range = {0, 10}, .otherwise = "0.3"})
      .means("Strength of the news");
}

struct Rule {
  double noise = 0;
};

inline void declare(Keys<Rule>& keys) {
  keys.number("noise", &Rule::noise, {.otherwise = "0.5"}).means("Noise of the choice");
}

struct Model {
  Month start{};
  std::int64_t firms = 0;
  bool events = false;
  std::string metal;
  Climate climate;
  Dated supply;
  std::vector<Share> rules;
  std::map<std::string, std::any> parameters;
  SizeClasses size_classes;
  std::vector<Named<SizeClasses>> schemes;
  CsvTable table, roster;
  std::vector<Entry> policies;
};

inline void declare(Keys<Model>& keys) {
  keys.month("start", &Model::start, {.otherwise = "2024-01"}).means("First month");
  keys.count("firms", &Model::firms, {.range = {1, 1e8}, .otherwise = "100 k"}).population().means("Firms");
  keys.flag("events", &Model::events, {.otherwise = "true"}).means("Whether events are kept");
  keys.text("metal", &Model::metal, {.otherwise = "copper"}).means("The metal that firms watch");
  keys.section("climate", &Model::climate).means("The climate");
  keys.dated_flow("supply", &Model::supply, {.otherwise = "80 k/month"}).means("Chips on sale");
  keys.mix("rules", &Model::rules, {.otherwise = "{real_option: 40 %, payback: 60 %}"})
      .means("Rules by share of firms");
  keys.each_of("parameters", &Model::parameters, keys.catalogue("rules")).means("Parameters of each rule");
  keys.size_classes("size_classes", &Model::size_classes, {.otherwise = "{small: 1-299, large: 300-}"})
      .means("Size classes");
  keys.map_of_size_classes("schemes", &Model::schemes).optional().means("Other size classes");
  keys.table("table", &Model::table).optional().means("A table");
  keys.table("roster", &Model::roster).optional().population().means("The firms");
  keys.any_of("policies", &Model::policies, "instrument", keys.catalogue("instruments"))
      .optional()
      .means("Policies by name");
}

inline Catalogues catalogues() {
  Catalogues all;
  all["rules"].add<Rule>("payback", "waits until it pays");
  all["rules"].add<Rule>("real_option", "waits for news");
  all["instruments"].add<Grant>("grant", "pays a part of the price");
  all["instruments"].add<Announcement>("announcement", "is only news");
  return all;
}

/// What every scenario begins with.
inline const std::string head = "millwright: 1\ncurrency: CNY\nprices: 2024-01\n";
constexpr int head_lines = 3;

/// A folder that goes away with the test.
class Folder {
 public:
  Folder() {
    const bool memory = access("/dev/shm", W_OK) == 0;  // thousands of small files: spare the disk
    const auto above = memory ? std::filesystem::path("/dev/shm") : std::filesystem::temp_directory_path();
    std::string pattern = (above / "millwright_XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
    return path_ / name;
  }

 private:
  std::filesystem::path path_;
};

inline Document load(const LoadOptions& options) {
  return load_document<Model>(options, catalogues());
}

/// Loads `body` after the usual head from a file a.yaml.
inline Document load_text(const Folder& folder, const std::string& body, std::vector<std::string> settings = {}) {
  return load({.file = folder.write("a.yaml", head + body),
               .settings = std::move(settings),
               .scenario_name = {},
               .allow_outside = {}});
}

/// The problems of a scenario, each as "WHERE: WHAT / HELP" with the folder left out of WHERE; empty when it is fine.
inline std::vector<std::string> problems(const Folder& folder, const LoadOptions& options) {
  std::vector<std::string> found;
  try {
    load(options);
  } catch (const UserError& error) {
    for (const Problem& problem : error.problems()) {
      std::string where = problem.where;
      if (where.rfind(folder.path().string() + "/", 0) == 0) where = where.substr(folder.path().string().size() + 1);
      found.push_back(where + ": " + problem.what + " / " + problem.help);
    }
  }
  return found;
}

inline std::vector<std::string> problems_of(const Folder& folder, const std::string& text,
                                            std::vector<std::string> settings = {}) {
  return problems(folder, {.file = folder.write("a.yaml", text),
                           .settings = std::move(settings),
                           .scenario_name = {},
                           .allow_outside = {}});
}

inline std::vector<std::string> problems_of_body(const Folder& folder, const std::string& body,
                                                 std::vector<std::string> settings = {}) {
  return problems_of(folder, head + body, std::move(settings));
}

inline bool starts_with(const std::string& text, const std::string& start) {
  return text.rfind(start, 0) == 0;
}
inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// Exactly one problem, at `where`, whose text holds `part`.
inline testing::AssertionResult is_one(const std::vector<std::string>& found, const std::string& where,
                                       const std::string& part) {
  if (found.size() == 1 && starts_with(found[0], where + ": ") && contains(found[0], part))
    return testing::AssertionSuccess();
  testing::AssertionResult result = testing::AssertionFailure()
                                    << "expected " << where << ": ..." << part << "..., found";
  for (const std::string& problem : found) result << "\n" << problem;
  return result << (found.empty() ? " nothing" : "");
}

}  // namespace millwright::scenario::sample
