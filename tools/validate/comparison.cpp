#include "validate/comparison.hpp"

#include <bit>
#include <cstring>
#include <numeric>

#include "core/random.hpp"

namespace millwright::evidence {
namespace {

bool same_bits(std::span<const double> one, std::span<const double> other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(), [](double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
  });
}

/// The first `months` of a series; one replicate.
std::span<const double> beginning(const results::Result& result, const results::Series& series, std::size_t months) {
  const std::size_t width = series.values.size() / result.months.size();
  return std::span(series.values).first(width * months);
}

/// A column as bytes, so that columns of all types go through the same hands.
struct Bytes {
  const char* data;
  std::size_t per_firm;
};

std::vector<Bytes> columns_of(const Firms& firms) {
  std::vector<Bytes> columns;
  Firms::for_each_array(firms, [&](const auto& column) {
    columns.push_back({reinterpret_cast<const char*>(column.data()), column.width() * sizeof(column.values()[0])});
  });
  return columns;
}

std::vector<std::size_t> rows_by_id(const Firms& firms) {
  std::vector<std::size_t> rows(firms.count());
  for (std::size_t i = 0; i < rows.size(); ++i) rows[firms.id[i]] = i;
  return rows;
}

/// Sums, prices and indices that months leave behind beside the firms.
std::vector<double> aggregates(const Economy& economy) {
  const auto& now = economy.environment;
  const auto& closing = economy.closing;
  std::vector<double> all{now.pmi_model, now.expected_growth, closing.share_drift};
  all.insert(all.end(), now.pmi_items.begin(), now.pmi_items.end());
  all.insert(all.end(), now.demand.begin(), now.demand.end());
  all.insert(all.end(), closing.normaliser.begin(), closing.normaliser.end());
  for (const auto& technology : now.technology) all.push_back(technology.price_index);
  for (const std::int64_t value : closing.orders) all.push_back(static_cast<double>(value));
  for (const std::int64_t value : closing.installed) all.push_back(static_cast<double>(value));
  for (const auto& ledger : economy.instruments) all.push_back(static_cast<double>(ledger.spent));
  for (const auto& track : economy.tracks) all.push_back(static_cast<double>(track.delivered));
  return all;
}

Network in_order(const Network& network, std::span<const std::uint32_t> order, std::span<const std::uint32_t> new_row) {
  Network moved;
  moved.partners.reserve(network.partners.size());
  for (const std::uint32_t old : order) {
    const auto begin = static_cast<std::ptrdiff_t>(moved.partners.size());
    for (const std::uint32_t partner : network.partners_of(old)) moved.partners.push_back(new_row[partner]);
    std::sort(moved.partners.begin() + begin, moved.partners.end());
    moved.offsets.push_back(static_cast<std::uint32_t>(moved.partners.size()));
  }
  return moved;
}

}  // namespace

int differing_variables(const results::Result& one, const results::Result& other, const Compared& compared) {
  const std::size_t months = std::min({compared.months, one.months.size(), other.months.size()});
  int differing = 0;
  for (const auto& left : one.series) {
    const auto& axes = left.variable.dimensions;
    const bool skipped = std::any_of(compared.without.begin(), compared.without.end(), [&](const auto& axis) {
      return std::find(axes.begin(), axes.end(), axis) != axes.end();
    });
    if (skipped) continue;
    const auto right = std::find_if(other.series.begin(), other.series.end(),
                                    [&](const auto& series) { return series.variable.name == left.variable.name; });
    const bool same =
        right != other.series.end() && same_bits(beginning(one, left, months), beginning(other, *right, months));
    differing += same ? 0 : 1;
  }
  return differing;
}

void store_in_order(Model& model, std::span<const std::uint32_t> order) {
  Economy& economy = model.economy;
  std::vector<std::uint32_t> new_row(order.size());
  for (std::uint32_t k = 0; k < order.size(); ++k) new_row[order[k]] = k;
  Firms::for_each_array(economy.firms, [&](auto& column) {
    const auto before = column;
    for (std::size_t k = 0; k < order.size(); ++k) {
      const auto row = before.of(order[k]);
      std::copy(row.begin(), row.end(), column.of(k).begin());
    }
  });
  economy.network = std::make_shared<const Network>(in_order(*economy.network, order, new_row));
  for (std::uint32_t& firm : economy.panel.firm) firm = new_row[firm];
}

std::vector<std::uint32_t> shuffled(std::size_t firms, std::uint64_t seed) {
  std::vector<std::uint32_t> order(firms);
  std::iota(order.begin(), order.end(), 0U);
  const auto place = [&](std::uint32_t firm) { return draw({{seed, 0}, Purpose::network}, firm, 0, 0).w[0]; };
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return place(a) < place(b); });
  return order;
}

int differing_columns(const Model& one, const Model& other) {
  const auto left = columns_of(one.economy.firms), right = columns_of(other.economy.firms);
  const auto rows = rows_by_id(one.economy.firms), other_rows = rows_by_id(other.economy.firms);
  int differing = 0;
  for (std::size_t c = 0; c < left.size(); ++c) {
    bool same = true;
    for (std::size_t id = 0; id < rows.size() && same; ++id) {
      const std::size_t bytes = left[c].per_firm;
      same = std::memcmp(left[c].data + rows[id] * bytes, right[c].data + other_rows[id] * bytes, bytes) == 0;
    }
    differing += same ? 0 : 1;
  }
  const auto sums = aggregates(one.economy), other_sums = aggregates(other.economy);
  for (std::size_t k = 0; k < sums.size(); ++k) differing += same_bits({&sums[k], 1}, {&other_sums[k], 1}) ? 0 : 1;
  return differing;
}

}  // namespace millwright::evidence
