#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <typeindex>
#include <vector>

#include "core/contracts.hpp"
#include "core/errors.hpp"
#include "scenario/language/keys.hpp"
#include "scenario/language/source.hpp"
#include "scenario/language/tree.hpp"

// From a scenario file to a typed struct.
namespace millwright::scenario {

/// What a user asks for on the command line.
struct LoadOptions {
  std::filesystem::path file;
  std::vector<std::string> settings;                 // --set KEY=VALUE, in order; the last one wins
  std::string scenario_name;                         // --scenario: a name under `scenarios` or `overrides`; empty: none
  std::vector<std::filesystem::path> allow_outside;  // --allow-outside: folders that file references may also reach
  std::vector<std::string> overrides{};              // further names such as scenario_name, applied last, in order
  std::shared_ptr<const struct HeldFiles> held = {};  // where they are given, read instead of `file`, and nothing else
};

/// A file that was read for a scenario.
struct InputFile {
  std::string name;  // relative to the scenario's folder
  std::string sha256;
  std::string content;
};

struct Exchange;

/// What is known of a scenario once it is loaded.
struct DocumentContents {
  Sources sources;
  Node given;     // all layers merged, defaults left out
  Node complete;  // with defaults, and file names relative to `folder`
  std::shared_ptr<const Schema> schema;
  std::filesystem::path folder;  // of the scenario file, absolute
  std::string title, currency;
  Month prices{};
  std::vector<std::string> warnings;
  std::vector<InputFile> inputs;
  std::shared_ptr<const Exchange> exchange;
  std::shared_ptr<const void> bound;
  std::type_index type = typeid(void);
};

/// A loaded scenario: every layer merged, every value checked, every file read. Cheap to copy, never changes.
class Document {
 public:
  explicit Document(std::shared_ptr<const DocumentContents> contents) : contents_(std::move(contents)) {}

  const std::string& title() const { return contents_->title; }
  /// The base currency, such as "CNY".
  const std::string& currency() const { return contents_->currency; }
  /// The base month of all prices.
  Month prices() const { return contents_->prices; }
  /// What is odd but not wrong, one sentence each, with its place.
  const std::vector<std::string>& warnings() const { return contents_->warnings; }
  /// Every file that was read, sorted by name.
  const std::vector<InputFile>& inputs() const { return contents_->inputs; }

  /// "file.yaml:3:1" of a dotted key such as "climate.pmi.mean"; of the nearest section above it where it was left out.
  std::string where(std::string_view key) const;
  /// True when a layer gives the key, false when its default holds.
  bool given(std::string_view key) const;
  /// A problem at the place of a key, with the line it stands on, for rules that a declaration cannot express.
  Problem problem(std::string_view key, const std::string& what, std::string help = {}) const;
  /// The same at what the highest layer says inside the section of a key: where a contradiction probably comes from.
  Problem problem_within(std::string_view key, const std::string& what, std::string help = {}) const;

  /// The same document with further warnings, found by whoever knows what its keys mean.
  Document with_warnings(std::vector<std::string> more) const;

  const DocumentContents& contents() const { return *contents_; }

 private:
  Place place(std::string_view key) const;

  std::shared_ptr<const DocumentContents> contents_;
};

/// The keys that every scenario has, whatever it simulates: title, currency and prices.
std::shared_ptr<const Schema> header_schema();
/// The keys by which files of scenarios build on each other. They are gone once the layers are merged.
std::shared_ptr<const Schema> layer_schema();

/// Loads a scenario into the struct at `contents.bound`, which `schema` describes.
Document load_into(const LoadOptions& options, std::shared_ptr<const Schema> schema, std::shared_ptr<void> object,
                   std::type_index type);

/// Reads a scenario with everything it extends, merges its layers and reads it as the struct T.
/// Throws UserError with all problems of all files, or ExitCode::io when the file cannot be read.
template <class T>
Document load_document(const LoadOptions& options, const Catalogues& catalogues = {}) {
  return load_into(options, schema_of<T>(catalogues), std::make_shared<T>(), typeid(T));
}

/// The typed values of a document that was loaded as T; they live as long as the document.
template <class T>
const T& bind(const Document& document) {
  EXPECT(document.contents().type == std::type_index(typeid(T)));
  return *static_cast<const T*>(document.contents().bound.get());
}

/// The whole scenario as canonical text: all layers applied, defaults filled in, keys sorted, files named relative to
/// the scenario's folder. Reading it in the same folder gives the same scenario and the same text.
std::string resolved_yaml(const Document& document);

/// The part of the resolved copy that shapes the drawn firms, with the SHA-256 of every file in it: two scenarios with
/// the same text, seed and replicate have the same firms.
std::string population_text(const Document& document);

}  // namespace millwright::scenario
