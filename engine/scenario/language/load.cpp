#include "scenario/language/load.hpp"

#include <fmt/format.h>

#include "core/sha256.hpp"
#include "scenario/language/bind.hpp"
#include "scenario/language/files.hpp"
#include "scenario/language/layers.hpp"
#include "scenario/language/merge.hpp"
#include "scenario/language/units.hpp"

namespace millwright::scenario {
namespace {

/// The keys that every scenario has, whatever it simulates.
struct Header {
  std::string title, currency;
  Month prices{};
  std::vector<Named<Dated>> exchange_rates;
};

void declare(Keys<Header>& keys) {
  keys.text("title", &Header::title, {.otherwise = "\"\""}).means("What the scenario is about, in one line");
  keys.text("currency", &Header::currency).means("The currency of all results").example("CNY");
  keys.month("prices", &Header::prices).means("Base month of all prices");
  keys.map_of_rates("exchange_rates", &Header::exchange_rates).optional().means("Rates of other currencies by month");
}

bool is_currency(std::string_view text) {
  return text.size() == 3 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// Splits the merged tree: the members that `schema` names, and the others.
Node take_members(Node& tree, const Schema& schema) {
  Node taken;
  taken.kind = Node::Kind::map;
  taken.place = tree.place;
  for (const Key& key : schema.keys) {
    const Member* member = find_member(tree, key.name);
    if (member == nullptr) continue;
    set_member(taken, *member);
    remove_member(tree, key.name);
  }
  return taken;
}

/// Both schemas in one, for merging and for suggestions.
Schema joined(const Schema& header, const Schema& body) {
  Schema all = header;
  for (const Key& key : body.keys) {
    if (all.find(key.name) != nullptr) throw std::logic_error("key '" + key.name + "' belongs to the language");
    all.keys.push_back(key);
  }
  return all;
}

/// The base currency, if the scenario gives one that is none of the problems reported elsewhere.
std::string base_currency(const Node& header, Problems& problems) {
  const Node* given = header.find("currency");
  if (given == nullptr || !given->is_scalar()) return {};
  if (is_currency(given->text)) return given->text;
  problems.add(given->place, fmt::format("currency: '{}' is not a currency", printable(given->text.substr(0, 60))),
               "write three capital letters, such as CNY");
  return {};
}

Place place_of_currency(const Node& header) {
  const Node* given = header.find("currency");
  return given == nullptr ? header.place : given->place;
}

/// Copies the header's members into the tree of all others.
Node with_members(Node tree, const Node& header) {
  for (const Member& member : header.members) set_member(tree, member);
  return tree;
}

std::vector<InputFile> inputs_of(const FileStore& files) {
  std::vector<InputFile> inputs;
  for (const auto& [name, file] : files.files()) inputs.push_back({name, sha256_hex(file.content), file.content});
  return inputs;
}

Node format_node(const Place& place) {
  Node node;
  node.kind = Node::Kind::scalar;
  node.text = std::to_string(format_version);
  node.place = place;
  return node;
}

/// What reading needs everywhere.
struct ReadingContext {
  Sources& sources;
  FileStore& files;
  Problems& problems;
  std::vector<std::string>& warnings;
};

/// Amounts of a currency in million, as they are read, in the currency itself.
Dated in_units(const Dated& rate) {
  std::vector<Dated::Step> steps = rate.steps();
  for (Dated::Step& step : steps) step.value *= 1e6;
  return {std::move(steps), rate.between()};
}

/// Reads the header from the tree, and takes it out; what is left is the tree of the schema.
struct ReadHeader {
  Header header;
  Node given, complete;
  Exchange exchange;
};
/// Adds the exchange rates that are given in the base currency, so that others may be given in those currencies.
void add_rates(ReadHeader& read, const Schema& schema, const ReadingContext& reading) {
  std::vector<std::string> told_later;  // when the header is read
  Problems ignored(reading.sources);
  Header header;
  ValueReader values(ignored, told_later, reading.sources, reading.files, read.exchange);
  Binder(values, reading.sources, reading.files, ignored).section(schema, {&read.given, "", {}}, &header);
  for (const auto& [currency, rate] : header.exchange_rates)
    if (!rate.empty()) read.exchange.rates[currency] = in_units(rate);
}

ReadHeader read_header(Node& tree, const Schema& schema, const ReadingContext& reading) {
  ReadHeader read;
  read.given = take_members(tree, schema);
  read.exchange.currency = base_currency(read.given, reading.problems);
  if (const Node* prices = read.given.find("prices"))
    read.exchange.prices = parse_month(prices->text).value_or(read.exchange.prices);
  add_rates(read, schema, reading);
  ValueReader values(reading.problems, reading.warnings, reading.sources, reading.files, read.exchange);
  read.complete = Binder(values, reading.sources, reading.files, reading.problems)
                      .section(schema, {&read.given, "", tree.place}, &read.header);
  values.report_unknown_currencies(place_of_currency(read.given));
  for (const auto& [currency, rate] : read.header.exchange_rates)
    if (!rate.empty()) read.exchange.rates[currency] = in_units(rate);
  return read;
}

/// A key with a role, and its dotted name; nullptr where no key has it.
const Key* find_role(const Schema& schema, Role role, std::string& path) {
  for (const Key& key : schema.keys) {
    const std::string here = dotted(path, key.name);
    if (key.role == role) return path = here, &key;
    if (key.kind != Kind::section) continue;
    std::string inner = here;
    if (const Key* found = find_role(*key.section, role, inner)) return path = inner, found;
  }
  return nullptr;
}

/// Adds the yearly wage and inflation, which stand in the scenario itself and are needed to read money.
void add_wage_and_inflation(const Node& tree, const Schema& schema, const ReadingContext& reading, Exchange& exchange) {
  const auto read = [&](Role role) -> std::optional<Value> {
    std::string path;
    const Key* key = find_role(schema, role, path);
    if (key == nullptr) return std::nullopt;
    std::vector<std::string> told_later;  // when everything is read
    Problems ignored(reading.sources);
    ValueReader values(ignored, told_later, reading.sources, reading.files, exchange);
    return Binder(values, reading.sources, reading.files, ignored).alone(*key, find_dotted(tree, path), path);
  };
  if (const auto inflation = read(Role::inflation)) exchange.inflation = std::get<AnnualRate>(*inflation).value;
  if (const auto wage = read(Role::yearly_wage))
    exchange.rates[std::string(yearly_wages)] = in_units(Dated(std::get<double>(*wage)));
}

/// How high the layer of a source lies: what a file extends is read after it, settings come in their order.
int height_of(const Sources& sources, int source) {
  return sources.at(source).kind == Source::Kind::setting ? source : -source;
}

/// Moves `at` to the first place in `node` that lies in a higher layer than it.
void find_highest(const Node& node, const Sources& sources, Place& at) {
  for (const Member& member : node.members) {
    const Place& place = member.value.members.empty() ? member.value.place : member.place;
    if (place.source >= 0 && (at.source < 0 || height_of(sources, place.source) > height_of(sources, at.source)))
      at = place;
    find_highest(member.value, sources, at);
  }
  for (const Node& edit : node.edits) {
    if (height_of(sources, edit.place.source) > height_of(sources, at.source)) at = edit.place;
  }
}

}  // namespace

std::shared_ptr<const Schema> header_schema() {
  return schema_of<Header>({});
}

Document load_into(const LoadOptions& options, std::shared_ptr<const Schema> schema, std::shared_ptr<void> object,
                   std::type_index type) {
  auto contents = std::make_shared<DocumentContents>();
  Sources& sources = contents->sources;
  Problems problems(sources);
  FileStore files = options.held ? FileStore(options.held) : FileStore(options.file, options.allow_outside);
  const auto own_schema = header_schema();
  const Schema all = joined(*own_schema, *schema);
  Node tree = read_layers(files, {options.scenario_name, options.overrides, options.settings}, all, sources,
                          {sources, problems, contents->warnings});

  std::vector<std::string> near = all.names();
  const auto layer_keys = layer_schema();
  for (const Key& key : layer_keys->keys) near.push_back(key.name);
  ReadHeader header;
  {
    ValueReader none(problems, contents->warnings, sources, files, {});
    Binder(none, sources, files, problems).unknown_keys(tree, "", all.names(), near);
  }
  const ReadingContext reading{sources, files, problems, contents->warnings};
  header = read_header(tree, *own_schema, reading);
  add_wage_and_inflation(tree, *schema, reading, header.exchange);
  ValueReader values(problems, contents->warnings, sources, files, header.exchange);
  Node complete = Binder(values, sources, files, problems).section(*schema, {&tree, "", tree.place}, object.get());
  values.report_unknown_currencies(place_of_currency(header.given));
  problems.throw_if_any();

  contents->given = with_members(std::move(tree), header.given);
  contents->complete = with_members(std::move(complete), header.complete);
  set_member(contents->complete, {"millwright", contents->given.place, format_node(contents->given.place)});
  contents->schema = std::move(schema);
  contents->folder = files.folder();
  contents->title = header.header.title;
  contents->currency = header.header.currency;
  contents->prices = header.header.prices;
  contents->inputs = inputs_of(files);
  contents->exchange = std::make_shared<const Exchange>(header.exchange);
  contents->bound = std::move(object);
  contents->type = type;
  return Document(std::move(contents));
}

Place Document::place(std::string_view key) const {
  const Node* node = &contents_->given;
  Place place = node->place;
  while (!key.empty()) {
    const std::size_t end = std::min(key.find('.'), key.size());
    const Member* member = find_member(*node, key.substr(0, end));
    if (member == nullptr) return place;
    node = &member->value;
    place = node->is_scalar() ? node->place : member->place;
    key.remove_prefix(std::min(end + 1, key.size()));
  }
  return place;
}

Document Document::with_warnings(std::vector<std::string> more) const {
  if (more.empty()) return *this;
  auto contents = std::make_shared<DocumentContents>(*contents_);
  std::move(more.begin(), more.end(), std::back_inserter(contents->warnings));
  return Document(std::move(contents));
}

std::string Document::where(std::string_view key) const {
  return contents_->sources.where(place(key));
}

bool Document::given(std::string_view key) const {
  return find_dotted(contents_->given, key) != nullptr;
}

Problem Document::problem_within(std::string_view key, const std::string& what, std::string help) const {
  const Node* section = find_dotted(contents_->given, key);
  Place at = place(key);
  if (section != nullptr) find_highest(*section, contents_->sources, at);
  return {contents_->sources.where(at), what + contents_->sources.excerpt(at), std::move(help)};
}

Problem Document::problem(std::string_view key, const std::string& what, std::string help) const {
  const Place at = place(key);
  return {contents_->sources.where(at), what + contents_->sources.excerpt(at), std::move(help)};
}

}  // namespace millwright::scenario
