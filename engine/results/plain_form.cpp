#include "results/plain_form.hpp"

#include <concepts>
#include <cstring>
#include <stdexcept>
#include <type_traits>

namespace millwright::results {
namespace {

template <class T>
concept Number = std::is_arithmetic_v<T>;

/// The members of an item, in one order for both directions: `Item` is const where it is written.
template <class Archive, class Item>
void pass(Archive& archive, Item& item);

class Writer {
 public:
  explicit Writer(const std::function<void(std::string_view)>& put) : put_(put) {}

  template <Number T>
  void operator()(const T& number) {
    raw(&number, sizeof number);
  }
  template <Number T>
  void operator()(const std::vector<T>& numbers) {
    (*this)(numbers.size());
    raw(numbers.data(), numbers.size() * sizeof(T));
  }
  void operator()(const std::string& text) {
    (*this)(text.size());
    raw(text.data(), text.size());
  }
  template <class T>
  void operator()(const std::vector<T>& items) {
    (*this)(items.size());
    for (const T& item : items) pass(*this, item);
  }

 private:
  void raw(const void* data, std::size_t size) { put_({static_cast<const char*>(data), size}); }

  const std::function<void(std::string_view)>& put_;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  template <Number T>
  void operator()(T& number) {
    raw(&number, sizeof number);
  }
  template <Number T>
  void operator()(std::vector<T>& numbers) {
    numbers.resize(length(sizeof(T)));
    raw(numbers.data(), numbers.size() * sizeof(T));
  }
  void operator()(std::string& text) {
    text.resize(length(1));
    raw(text.data(), text.size());
  }
  template <class T>
  void operator()(std::vector<T>& items) {
    items.resize(length(1));
    for (T& item : items) pass(*this, item);
  }
  bool at_end() const { return rest_.empty(); }

 private:
  /// A number of items, which take at least `size` bytes each.
  std::size_t length(std::size_t size) {
    std::size_t count = 0;
    (*this)(count);
    if (count > rest_.size() / size) throw std::runtime_error("a length is larger than what follows");
    return count;
  }
  void raw(void* data, std::size_t size) {
    if (size > rest_.size()) throw std::runtime_error("the bytes end early");
    if (size > 0) std::memcpy(data, rest_.data(), size);
    rest_.remove_prefix(size);
  }

  std::string_view rest_;
};

template <class Archive, class Item>
void pass(Archive& archive, Item& item) {
  if constexpr (std::same_as<std::remove_const_t<Item>, std::string>) {
    archive(item);
  } else if constexpr (std::same_as<std::remove_const_t<Item>, Month>) {
    archive(item.index);
  } else if constexpr (std::same_as<std::remove_const_t<Item>, statistics::Dimension>) {
    archive(item.name), archive(item.labels);
  } else if constexpr (std::same_as<std::remove_const_t<Item>, Series>) {
    auto& variable = item.variable;
    archive(variable.name), archive(variable.dimensions), archive(variable.unit), archive(variable.long_name);
    archive(variable.cell_methods), archive(item.values);
  } else if constexpr (std::same_as<std::remove_const_t<Item>, EventColumn>) {
    archive(item.name), archive(item.unit), archive(item.long_name), archive(item.labels);
    archive(item.integers), archive(item.numbers);
  } else {
    static_assert(std::same_as<std::remove_const_t<Item>, InputRecord>);
    archive(item.name), archive(item.sha256), archive(item.content);
  }
}

void pass_result(auto& archive, auto& result) {
  archive(result.title), archive(result.scenario_name), archive(result.engine_version), archive(result.git_hash);
  archive(result.state_hash), archive(result.seed), archive(result.format_version), archive(result.months);
  archive(result.replicates), archive(result.dimensions), archive(result.series), archive(result.events.columns);
  archive(result.scenario_yaml), archive(result.inputs);
}

}  // namespace

void write_plain(const Result& result, const std::function<void(std::string_view)>& put) {
  Writer writer(put);
  pass_result(writer, result);
}

Result read_plain(std::string_view bytes) {
  Reader reader(bytes);
  Result result;
  pass_result(reader, result);
  if (!reader.at_end()) throw std::runtime_error("the bytes go on after the result");
  return result;
}

}  // namespace millwright::results
