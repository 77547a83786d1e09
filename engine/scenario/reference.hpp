#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/language/schema.hpp"

// The declared keys as users are told of them: what `explain`, the reference page and editors show.
namespace millwright::scenario {

/// One key at its place. NAME in the path stands for names that the user gives.
struct DeclaredKey {
  std::string path;  // "policies.NAME.rate"
  const Key* key = nullptr;
  std::vector<std::string> words;  // of the catalogue, such as instruments, that have this key; empty: it always stands
  bool in_all_words = false;       // every word of the catalogue has it
};

/// All keys below a schema, each before the keys that stand in it. Words of a catalogue that declare a key alike share
/// one entry.
class Reference {
 public:
  explicit Reference(Schema schema);
  Reference(const Reference&) = delete;
  Reference& operator=(const Reference&) = delete;

  const std::vector<DeclaredKey>& keys() const { return keys_; }
  /// The keys that a dotted path of a scenario means, such as "policies.grant.rate"; where several instruments have
  /// such a key, one entry for each way in which it is declared.
  std::vector<const DeclaredKey*> at(std::string_view path) const;
  /// The keys whose path ends so, such as "rate" or "pmi.mean".
  std::vector<const DeclaredKey*> ending(std::string_view end) const;
  /// The keys that stand directly in a section, map or catalogue.
  std::vector<const DeclaredKey*> in(const DeclaredKey& key) const;

 private:
  void add(const Schema& schema, const std::string& path);
  void add_below(const Key& key, const std::string& path);
  void add_choices(const Key& key, const std::string& path);

  Schema schema_;
  std::deque<Key> extra_;  // keys that no struct declares: `instrument`, and the words of a catalogue
  std::vector<DeclaredKey> keys_;
};

/// The kind of a key with its range and unit: "a share from 0 % to 100 %, or steps by month [1/month]".
std::string kind_words(const Key& key);

/// "0 to 1" of a range of plain numbers, nothing for one without limits.
std::string range_words(const Range& range);

/// What holds when the key is left out: its default, "required", "optional", or nothing for a section.
std::string default_words(const Key& key);

/// The key in a few lines of plain text: meaning, kind, default, source.
std::string hover_text(const Key& key);

}  // namespace millwright::scenario
