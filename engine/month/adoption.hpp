#pragma once

#include "month/model.hpp"

// How a tranche goes live, is scrapped or renewed: shared by installation, scrapping, exit and entry.
namespace millwright {

/// Puts a tranche live in the month: level, effects, flows, event and, at the first one, the partners' counts.
void go_live(Model& model, std::size_t firm, BlockOutput& output, Flows& flows, const GoLive& event,
             const Tranche& tranche);

/// Sets `oldest` after a tranche has gone or has become young again.
void find_oldest(TechnologyColumns& columns, std::size_t firm);

/// Takes the tranche in `slot` away with its effects; the return to level 0 reaches the partners.
void scrap(Model& model, std::size_t firm, std::size_t technology, std::size_t slot, BlockOutput& output);

}  // namespace millwright
