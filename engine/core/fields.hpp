#pragma once
// Values as bytes and back, by the fields that a structure visits: one description serves hash, checkpoint and resume.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <type_traits>

namespace millwright {

/// A structure that names its fields: visit_all(self, visit) calls visit(field) once for each.
template <class T>
concept Fielded = requires(T& value) {
  T::visit_all(value, [](auto&&) {});
};

/// What is its own bytes: numbers, enumerators, and structures of them. Gaps between fields are written too, so that
/// structures whose bytes are hashed must have none.
template <class T>
concept Plain = std::is_trivially_copyable_v<T> && !Fielded<T> && !requires(const T& value) {
  value.data();
};

template <class T>
concept FixedSequence = requires(const T& values) {
  values.data(), values.size();
}
&&!requires(T & values) {
  values.resize(std::size_t{});
};

/// Thrown where bytes cannot be what write_fields() wrote for such a value.
struct WrongBytes : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Hands everything in `value` to sink.write(bytes), in the order of its fields; before a sequence its length and the
/// size of an element.
template <class Sink, class T>
void write_fields(Sink& sink, const T& value) {
  if constexpr (Fielded<T>) {
    T::visit_all(value, [&](const auto& field) { write_fields(sink, field); });
  } else if constexpr (Plain<T>) {
    sink.write(std::as_bytes(std::span(&value, 1)));
  } else {
    using Element = std::remove_cvref_t<decltype(*value.data())>;
    const std::uint64_t shape[] = {value.size(), sizeof(Element)};
    sink.write(std::as_bytes(std::span(shape)));
    if constexpr (Plain<Element>) {
      sink.write(std::as_bytes(std::span(value.data(), value.size())));
    } else {
      for (const auto& element : value) write_fields(sink, element);
    }
  }
}

/// Reads how many elements a sequence has and makes it as long; one of fixed length must have as many.
template <class Source, class T>
void read_length(Source& source, T& value) {
  using Element = std::remove_cvref_t<decltype(*value.data())>;
  std::uint64_t shape[2];
  source.read(std::as_writable_bytes(std::span(shape)));
  if (shape[1] != sizeof(Element)) throw WrongBytes("elements of another size");
  if constexpr (FixedSequence<T>) {
    if (shape[0] != value.size()) throw WrongBytes("another number of elements");
  } else {
    constexpr std::uint64_t least = Plain<Element> ? sizeof(Element) : 1;  // [bytes] that an element takes
    if (shape[0] > source.left() / least) throw WrongBytes("more elements than bytes");
    value.resize(shape[0]);
  }
}

/// Fills `value` with what source.read(bytes) gives. A sequence of fixed length keeps it; another one is made as long
/// as was written, but only after source.left() has shown that so many bytes are there.
/// @throws WrongBytes
template <class Source, class T>
void read_fields(Source& source, T&& value) {
  using Value = std::remove_cvref_t<T>;
  if constexpr (Fielded<Value>) {
    Value::visit_all(value, [&](auto&& field) { read_fields(source, field); });
  } else if constexpr (Plain<Value>) {
    source.read(std::as_writable_bytes(std::span(&value, 1)));
  } else {
    read_length(source, value);
    if constexpr (Plain<std::remove_cvref_t<decltype(*value.data())>>) {
      source.read(std::as_writable_bytes(std::span(value.data(), value.size())));
    } else {
      for (auto& element : value) read_fields(source, element);
    }
  }
}

}  // namespace millwright
