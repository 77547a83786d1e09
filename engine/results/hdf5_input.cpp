#include "results/hdf5_input.hpp"

#include <hdf5_hl.h>

#include <array>
#include <cstring>

namespace millwright::results {
namespace {

constexpr std::uint64_t most_members = 4096;   // of a group
constexpr std::size_t longest_name = 255;      // bytes
constexpr std::size_t longest_text = 1 << 20;  // bytes of an attribute
constexpr int most_axes = 8;
constexpr std::uint64_t best_deflate = 1100;  // bytes that one byte of a deflated stream can stand for, at most
constexpr std::array<char, 8> signature = {'\x89', 'H', 'D', 'F', '\r', '\n', '\x1a', '\n'};

[[noreturn]] void refuse(const std::string& name, const char* what) {
  throw Hdf5Error(fmt::format("'{}' {}", name, what));
}

/// No plug-in may be loaded, and the file is nothing but the bytes in memory.
Handle open_image(std::span<std::byte> bytes) {
  prepare_library();
  checked(H5PLset_loading_state(0), "H5PLset_loading_state");
  if (bytes.size() < signature.size() || std::memcmp(bytes.data(), signature.data(), signature.size()) != 0)
    throw Hdf5Error("it does not begin as an HDF5 file does");
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "H5Pcreate");
  checked(H5Pset_fapl_core(access, std::size_t{1} << 20, false), "H5Pset_fapl_core");
  checked(H5Pset_file_image(access, bytes.data(), bytes.size()), "H5Pset_file_image");
  return Handle(H5Fopen("result", H5F_ACC_RDONLY, access), H5Fclose, "H5Fopen");
}

void check_storage(const std::string& name, hid_t dataset) {
  const Handle properties(H5Dget_create_plist(dataset), H5Pclose, "H5Dget_create_plist");
  const H5D_layout_t layout = H5Pget_layout(properties);
  if (layout != H5D_CONTIGUOUS && layout != H5D_CHUNKED) refuse(name, "is stored in a way that results are not");
  if (checked(H5Pget_external_count(properties), "H5Pget_external_count") != 0) refuse(name, "lies in another file");
  const int filters = checked(H5Pget_nfilters(properties), "H5Pget_nfilters");
  for (int k = 0; k < filters; ++k) {
    unsigned flags = 0;
    std::size_t values = 0;
    const H5Z_filter_t filter =
        H5Pget_filter2(properties, static_cast<unsigned>(k), &flags, &values, nullptr, 0, nullptr, nullptr);
    if (filter != H5Z_FILTER_DEFLATE && filter != H5Z_FILTER_SHUFFLE)
      refuse(name, "has a filter that results have not");
  }
}

std::vector<std::uint64_t> lengths_of(const std::string& name, hid_t dataset) {
  const Handle space(H5Dget_space(dataset), H5Sclose, "H5Dget_space");
  const int axes = checked(H5Sget_simple_extent_ndims(space), "H5Sget_simple_extent_ndims");
  if (axes < 1 || axes > most_axes) refuse(name, "has a number of dimensions that results have not");
  std::array<hsize_t, most_axes> lengths{};
  checked(H5Sget_simple_extent_dims(space, lengths.data(), nullptr), "H5Sget_simple_extent_dims");
  return {lengths.begin(), lengths.begin() + axes};
}

std::uint64_t product(const std::string& name, const std::vector<std::uint64_t>& lengths) {
  std::uint64_t count = 1;
  for (const std::uint64_t length : lengths) {
    if (__builtin_mul_overflow(count, length, &count)) refuse(name, "claims to be larger than any file");
  }
  return count;
}

herr_t note_scale(hid_t, unsigned, hid_t scale, void* addresses) {
  H5O_info_t info{};
  if (H5Oget_info(scale, &info) < 0) return -1;
  static_cast<std::vector<haddr_t>*>(addresses)->push_back(info.addr);
  return 0;
}

bool is_type(hid_t type, hid_t expected) {
  return checked(H5Tequal(type, expected), "H5Tequal") > 0;
}

}  // namespace

Hdf5Input::Hdf5Input(std::span<const std::byte> bytes, std::uint64_t most_bytes)
    : image_(bytes.begin(), bytes.end()), file_(open_image(image_)), left_(most_bytes) {}

std::vector<Member> Hdf5Input::members(hid_t group) const {
  H5G_info_t info{};
  checked(H5Gget_info(group, &info), "H5Gget_info");
  if (info.nlinks > most_members) throw Hdf5Error("a group has more members than results have");
  std::vector<Member> found;
  for (hsize_t k = 0; k < info.nlinks; ++k) {
    H5L_info_t link{};
    checked(H5Lget_info_by_idx(group, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, k, &link, H5P_DEFAULT),
            "H5Lget_info_by_idx");
    std::array<char, longest_name + 1> text{};
    const ssize_t length = checked(
        H5Lget_name_by_idx(group, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, k, text.data(), text.size(), H5P_DEFAULT),
        "H5Lget_name_by_idx");
    const std::string name(text.data());
    if (length != static_cast<ssize_t>(name.size())) refuse(name, "is too long a name");
    if (link.type != H5L_TYPE_HARD) refuse(name, "is a link to another place or file");
    H5O_info_t object{};
    checked(H5Oget_info_by_name(group, name.c_str(), &object, H5P_DEFAULT), "H5Oget_info_by_name");
    if (object.type != H5O_TYPE_GROUP && object.type != H5O_TYPE_DATASET) refuse(name, "is no group and no data set");
    found.push_back({name, object.type == H5O_TYPE_GROUP, object.addr});
  }
  return found;
}

Handle Hdf5Input::open_group(hid_t group, const std::string& name) const {
  return Handle(H5Gopen2(group, name.c_str(), H5P_DEFAULT), H5Gclose, "H5Gopen2");
}

Dataset Hdf5Input::open_dataset(hid_t group, const std::string& name) const {
  Handle id(H5Dopen2(group, name.c_str(), H5P_DEFAULT), H5Dclose, "H5Dopen2");
  check_storage(name, id);
  Handle type(H5Dget_type(id), H5Tclose, "H5Dget_type");
  std::vector<std::uint64_t> lengths = lengths_of(name, id);
  const std::uint64_t count = product(name, lengths);
  return {name, std::move(id), std::move(type), std::move(lengths), count};
}

void Hdf5Input::claim(std::uint64_t bytes) {
  if (bytes > left_) throw Hdf5Error("it claims to hold more than a file of its size can");
  left_ -= bytes;
}

void Hdf5Input::claim(const Dataset& dataset) {
  std::uint64_t bytes = 0;
  if (__builtin_mul_overflow(dataset.count, H5Tget_size(dataset.type), &bytes))
    refuse(dataset.name, "claims to be larger than any file");
  const Handle properties(H5Dget_create_plist(dataset.id), H5Pclose, "H5Dget_create_plist");
  const std::uint64_t stored = H5Dget_storage_size(dataset.id);
  const std::uint64_t most = H5Pget_layout(properties) == H5D_CHUNKED ? best_deflate : 1;
  if (stored > image_.size() || bytes > stored * most) refuse(dataset.name, "claims to hold more than the file stores");
  claim(bytes);
}

std::vector<double> Hdf5Input::numbers(const Dataset& dataset) {
  if (!is_type(dataset.type, H5T_IEEE_F64LE)) refuse(dataset.name, "does not hold numbers of 64 bits");
  claim(dataset);
  std::vector<double> values(dataset.count);
  if (!values.empty())
    checked(H5Dread(dataset.id, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), "H5Dread");
  return values;
}

std::vector<std::int32_t> Hdf5Input::integers(const Dataset& dataset) {
  const hid_t type = dataset.type;
  if (!is_type(type, H5T_STD_I8LE) && !is_type(type, H5T_STD_I16LE) && !is_type(type, H5T_STD_I32LE))
    refuse(dataset.name, "does not hold whole numbers");
  claim(dataset);
  claim(3 * dataset.count);  // a byte becomes four
  std::vector<std::int32_t> values(dataset.count);
  if (!values.empty())
    checked(H5Dread(dataset.id, H5T_NATIVE_INT32, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), "H5Dread");
  return values;
}

std::string Hdf5Input::characters(const Dataset& dataset) {
  if (H5Tget_class(dataset.type) != H5T_STRING || H5Tget_size(dataset.type) != 1) refuse(dataset.name, "is no text");
  claim(dataset);
  std::string text(dataset.count, '\0');
  if (!text.empty()) checked(H5Dread(dataset.id, dataset.type, H5S_ALL, H5S_ALL, H5P_DEFAULT, text.data()), "H5Dread");
  return text;
}

std::vector<std::string> Hdf5Input::texts(const Dataset& dataset) {
  if (H5Tget_class(dataset.type) != H5T_STRING || checked(H5Tis_variable_str(dataset.type), "H5Tis_variable_str") == 0)
    refuse(dataset.name, "does not hold texts");
  claim(dataset);
  std::vector<char*> pointers(dataset.count, nullptr);
  if (!pointers.empty())
    checked(H5Dread(dataset.id, dataset.type, H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()), "H5Dread");
  std::vector<std::string> texts;
  for (const char* text : pointers) {  // the texts themselves go with the process
    texts.emplace_back(text == nullptr ? "" : text);
    claim(texts.back().size());
  }
  return texts;
}

bool Hdf5Input::has_attribute(hid_t object, const std::string& name) const {
  return checked(H5Aexists(object, name.c_str()), "H5Aexists") > 0;
}

std::string Hdf5Input::text_attribute(hid_t object, const std::string& name) {
  const Handle attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose, "H5Aopen");
  const Handle type(H5Aget_type(attribute), H5Tclose, "H5Aget_type");
  const Handle space(H5Aget_space(attribute), H5Sclose, "H5Aget_space");
  if (H5Sget_simple_extent_type(space) == H5S_NULL) return "";
  const std::size_t size = H5Tget_size(type);
  const bool is_text = H5Tget_class(type) == H5T_STRING && checked(H5Tis_variable_str(type), "H5Tis_variable_str") == 0;
  if (!is_text || H5Sget_simple_extent_npoints(space) != 1 || size > longest_text) refuse(name, "is no text");
  claim(size);
  std::string text(size, '\0');
  checked(H5Aread(attribute, type, text.data()), "H5Aread");
  return text.substr(0, text.find('\0'));
}

std::vector<std::int32_t> Hdf5Input::integer_attribute(hid_t object, const std::string& name) {
  const Handle attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose, "H5Aopen");
  const Handle type(H5Aget_type(attribute), H5Tclose, "H5Aget_type");
  const Handle space(H5Aget_space(attribute), H5Sclose, "H5Aget_space");
  const hssize_t count = checked(H5Sget_simple_extent_npoints(space), "H5Sget_simple_extent_npoints");
  if (H5Tget_class(type) != H5T_INTEGER || count > static_cast<hssize_t>(longest_text)) refuse(name, "is no list");
  claim(sizeof(std::int32_t) * static_cast<std::uint64_t>(count));
  std::vector<std::int32_t> values(static_cast<std::size_t>(count));
  if (!values.empty()) checked(H5Aread(attribute, H5T_NATIVE_INT32, values.data()), "H5Aread");
  return values;
}

std::uint64_t Hdf5Input::unsigned_attribute(hid_t object, const std::string& name) {
  const Handle attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose, "H5Aopen");
  const Handle type(H5Aget_type(attribute), H5Tclose, "H5Aget_type");
  const Handle space(H5Aget_space(attribute), H5Sclose, "H5Aget_space");
  if (!is_type(type, H5T_STD_U64LE) || H5Sget_simple_extent_npoints(space) != 1) refuse(name, "is no number");
  std::uint64_t value = 0;
  checked(H5Aread(attribute, H5T_NATIVE_UINT64, &value), "H5Aread");
  return value;
}

double Hdf5Input::number_attribute(hid_t object, const std::string& name) {
  const Handle attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose, "H5Aopen");
  const Handle type(H5Aget_type(attribute), H5Tclose, "H5Aget_type");
  const Handle space(H5Aget_space(attribute), H5Sclose, "H5Aget_space");
  if (!is_type(type, H5T_IEEE_F64LE) || H5Sget_simple_extent_npoints(space) != 1) refuse(name, "is no number");
  double value = 0;
  checked(H5Aread(attribute, H5T_NATIVE_DOUBLE, &value), "H5Aread");
  return value;
}

std::vector<haddr_t> dimension_addresses(const Dataset& dataset) {
  std::vector<haddr_t> addresses;
  for (unsigned axis = 0; axis < dataset.lengths.size(); ++axis) {
    checked(H5DSiterate_scales(dataset.id, axis, nullptr, note_scale, &addresses), "H5DSiterate_scales");
    if (addresses.size() != axis + 1) refuse(dataset.name, "does not have one dimension for each axis");
  }
  return addresses;
}

}  // namespace millwright::results
