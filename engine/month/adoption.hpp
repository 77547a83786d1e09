#pragma once

#include "month/model.hpp"

// How a tranche goes live, is scrapped or renewed: shared by installation, scrapping, exit and entry.
namespace millwright {

/// Puts a tranche live in the month: level, effects, flows, event and, at the first one, the partners' counts.
void go_live(Model& model, std::size_t firm, BlockOutput& output, Flows& flows, const GoLive& event,
             const Tranche& tranche);

/// Asks memory for the firm's project.
inline void fetch_project(const FirmColumns& firms, std::size_t firm) {
  for (const auto* column : {&firms.project_effect, &firms.project_robots, &firms.project_price, &firms.project_grant})
    column->fetch(firm);
  firms.birth.fetch(firm), firms.project_review.fetch(firm), firms.project_instrument.fetch(firm),
      firms.project_track.fetch(firm);
}

/// Asks memory for the tranches that the firm has of a technology.
inline void fetch_tranches(const TechnologyColumns& columns, std::size_t firm) {
  columns.go_live.fetch(firm), columns.effect.fetch(firm), columns.robots.fetch(firm);
  columns.robots_in_use.fetch(firm), columns.saved.fetch(firm), columns.taste.fetch(firm);
}

/// Sets `oldest` after a tranche has gone or has become young again.
void find_oldest(TechnologyColumns& columns, std::size_t firm);

/// Takes the tranche in `slot` away with its effects; the return to level 0 reaches the partners.
void scrap(Model& model, std::size_t firm, std::size_t technology, std::size_t slot, BlockOutput& output);

}  // namespace millwright
