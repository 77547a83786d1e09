#include "json.hpp"

#include <cmath>

namespace millwright::tool {
namespace {

Json number(double value) {
  return std::isnan(value) ? Json() : Json(value);
}

Json estimate(const Estimate& value) {
  return {{"mean", number(value.mean)}, {"q05", number(value.low)}, {"q95", number(value.high)}};
}

Json change(const Change& value) {
  return {{"start", estimate(value.start)}, {"end", estimate(value.end)}};
}

Json technology(const TechnologySummary& summary) {
  Json json{{"name", summary.name}, {"adoption_share", change(summary.adoption)}};
  for (const SizeAdoption& part : summary.by_size) json["adoption_share_by_size"][part.size] = change(part.share);
  json["reasons_of_nonadopters"] = Json::object();
  for (const ReasonShare& reason : summary.reasons) json["reasons_of_nonadopters"][reason.reason] = reason.share;
  json["robots_installed_first_year"] = estimate(summary.robots_first_year);
  json["robots_in_use"] = estimate(summary.robots_in_use);
  return json;
}

Json programme(const ProgrammeSummary& summary) {
  Json json{{"name", summary.name},
            {"awards", estimate(summary.awards)},
            {"spending_m", estimate(summary.spent)},
            {"forgone_revenue_m", estimate(summary.forgone)}};
  json["money_ran_out"] = Json::array();
  for (const Month month : summary.ran_out) json["money_ran_out"].push_back(to_string(month));
  return json;
}

}  // namespace

std::string json_text(const Json& value) {
  return value.dump(2, ' ', true, Json::error_handler_t::replace) + "\n";
}

Json problems_json(const std::vector<Problem>& problems) {
  Json list = Json::array();
  for (const Problem& problem : problems) {
    list.push_back({{"where", problem.where}, {"what", problem.what}, {"help", problem.help}});
  }
  return list;
}

Json summary_json(const Summary& summary) {
  Json json{{"title", summary.title},
            {"scenario", summary.scenario_name},
            {"start", to_string(summary.start)},
            {"end", to_string(summary.end)},
            {"replicates", summary.replicates},
            {"seed", summary.seed},
            {"currency", summary.currency},
            {"firms", estimate(summary.firms)},
            {"technologies", Json::array()},
            {"programmes", Json::array()},
            {"employment", change(summary.employment)},
            {"workers_displaced", estimate(summary.displaced)},
            {"labour_productivity_growth_per_year", estimate(summary.productivity_growth)},
            {"pmi_model", estimate(summary.pmi_model)},
            {"pmi_input", estimate(summary.pmi_scenario)}};
  for (const auto& one : summary.technologies) json["technologies"].push_back(technology(one));
  for (const auto& one : summary.programmes) json["programmes"].push_back(programme(one));
  return json;
}

}  // namespace millwright::tool
