#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "results/result.hpp"

// Files of arrays that are no results of runs, such as comparisons, read as strictly as results are.
namespace millwright::results {

/// A variable or coordinate: either numbers or texts.
struct StoredArray {
  std::string name;
  std::vector<std::string> dimensions;  // outermost first
  std::vector<std::uint64_t> lengths;   // of its axes
  std::string unit, long_name, cell_methods;
  std::vector<double> numbers;
  std::vector<std::string> texts;  // of a text of single characters its only one

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.name), visit(self.dimensions), visit(self.lengths), visit(self.unit), visit(self.long_name),
        visit(self.cell_methods), visit(self.numbers), visit(self.texts);
  }
};

struct StoredAttribute {
  std::string name, text;

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.name), visit(self.text);
  }
};

/// A group of the file; the root's name is empty.
struct StoredGroup {
  std::string name;
  std::vector<StoredAttribute> attributes;  // numbers as text
  std::vector<StoredArray> arrays;

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.name), visit(self.attributes), visit(self.arrays);
  }

  /// The array of that name, or nullptr.
  const StoredArray* find(const std::string& array) const;
  /// The text of that attribute, empty when there is none.
  std::string attribute(const std::string& attribute) const;
};

/// What a file of `compare` holds, the root group first.
struct StoredFile {
  std::vector<StoredGroup> groups;

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.groups);
  }

  /// The group of that name, "" for the root, or nullptr.
  const StoredGroup* find(const std::string& group) const;
};

/// Whether the bytes hold a comparison; takes no value apart. @throws Hdf5Error when they are no HDF5 file
bool holds_comparison(std::span<const std::byte> bytes);

/// All arrays of a comparison: as parse_result(), to be called in a process of its own alone. @throws Hdf5Error
StoredFile parse_stored_file(std::span<const std::byte> bytes, std::uint64_t most_bytes);

/// The result or the comparison that the bytes of a file hold; `name` is what messages call it. The file may come from
/// anybody, as for read_result(). @throws UserError as read_result()
std::variant<Result, StoredFile> read_result_or_comparison(const std::string& name, std::span<const std::byte> bytes);

}  // namespace millwright::results
