#include "core/fields.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <string>
#include <vector>

// Values survive the way to bytes and back, and bytes that are not theirs are refused before anything is allocated.
namespace millwright {
namespace {

struct Bytes {
  std::vector<std::byte> all;
  std::size_t used = 0;

  void write(std::span<const std::byte> bytes) { all.insert(all.end(), bytes.begin(), bytes.end()); }
  std::uint64_t left() const { return all.size() - used; }
  void read(std::span<std::byte> bytes) {
    if (bytes.size() > left()) throw WrongBytes("the end");
    if (!bytes.empty()) std::memcpy(bytes.data(), all.data() + used, bytes.size());
    used += bytes.size();
  }
};

struct Inner {
  std::string name;
  std::vector<double> values;
  bool operator==(const Inner&) const = default;

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.name), visit(self.values);
  }
};

struct Outer {
  int number = 0;
  std::array<double, 2> pair{};
  std::vector<Inner> many;
  std::vector<std::string> words;
  bool operator==(const Outer&) const = default;

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.number), visit(self.pair), visit(self.many), visit(self.words);
  }
};

TEST(Fields, EverythingComesBack) {
  const Outer written{7, {1.5, -2.5}, {{"a", {1, 2, 3}}, {"", {}}}, {"x", "", "long enough not to be held inside"}};
  Bytes bytes;
  write_fields(bytes, written);
  Outer read;
  read.many.resize(5);
  read_fields(bytes, read);
  EXPECT_EQ(read, written);
  EXPECT_EQ(bytes.left(), 0U);
}

TEST(Fields, ASpanKeepsItsLength) {
  std::vector<double> three{1, 2, 3}, two(2), back(3);
  Bytes bytes;
  write_fields(bytes, std::span(three));
  Bytes again = bytes;
  EXPECT_THROW(read_fields(bytes, std::span(two)), WrongBytes);
  read_fields(again, std::span(back));
  EXPECT_EQ(back, three);
}

TEST(Fields, ALengthBeyondTheBytesAllocatesNothing) {
  Bytes bytes;
  const std::uint64_t shape[] = {std::uint64_t{1} << 60, sizeof(double)};
  bytes.write(std::as_bytes(std::span(shape)));
  std::vector<double> values;
  EXPECT_THROW(read_fields(bytes, values), WrongBytes);
  EXPECT_EQ(values.capacity(), 0U);
}

TEST(Fields, ElementsOfAnotherSizeAreRefused) {
  Bytes bytes;
  write_fields(bytes, std::vector<float>{1, 2, 3, 4});
  std::vector<double> values;
  EXPECT_THROW(read_fields(bytes, values), WrongBytes);
}

TEST(Fields, EveryCutIsNoticed) {
  Bytes whole;
  write_fields(whole, Outer{7, {1, 2}, {{"a", {1, 2, 3}}}, {"x"}});
  for (std::size_t length = 0; length < whole.all.size(); ++length) {
    Bytes cut;
    cut.write(std::span(whole.all).first(length));
    Outer read;
    EXPECT_THROW(read_fields(cut, read), WrongBytes) << length;
  }
}

}  // namespace
}  // namespace millwright
