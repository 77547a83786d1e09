#pragma once

#include <tuple>

#include "month/model.hpp"

// What the passes of allocate_support share: queues in one total order, and what becomes of an application.
namespace millwright {

/// Place of an application in the queue of an instrument or track: a key, then a draw, then the firm.
struct Place {
  double key;
  std::uint64_t lot;
  std::uint32_t firm;
  std::size_t application;
  auto order() const { return std::tie(key, lot, firm); }
  bool operator<(const Place& other) const { return order() < other.order(); }
};

/// Counts what an application ended with and keeps the reason with the firm.
void set_outcome(Model& model, const Application& application, Reason reason, Flows& flows);

/// The firm's draw of the month for its place in the queue of a mechanism.
std::uint64_t lot(const Model& model, std::uint64_t mechanism, std::uint32_t firm);

/// Months in which the firm has got no chips for a project of the technology; 0 when it does not wait for one.
int months_waited(const Model& model, std::size_t firm, std::size_t technology);

/// The firm waits for chips no longer.
void leave_queue(Model& model, std::size_t firm);

/// Serves those who need chips: who has waited longest first, then in the order of a draw. The others end with
/// Outcome::chips. These four are in chip_market.cpp.
void allocate_chips(Model& model, std::span<Application* const> applications);

/// What becomes of a firm whose project got no chips: it waits, or it has lost patience.
void go_without(Model& model, const Application& application, Flows& flows);

/// Gives back the chips that an application had reserved.
void release_chips(Model& model, const Application& application);

}  // namespace millwright
