#include "results/netcdf_file.hpp"

#include <fmt/format.h>
#include <hdf5.h>
#include <hdf5_hl.h>

#include <limits>
#include <type_traits>

#include "core/errors.hpp"
#include "results/hdf5_handle.hpp"

namespace millwright::results {
namespace {

constexpr std::uint64_t largest_contiguous = std::uint64_t{1} << 20;  // bytes
constexpr std::size_t memory_step = std::size_t{4} << 20;             // bytes by which the image in memory grows

/// netCDF lists things in the order of creation; times are off so that the same content gives the same bytes.
Handle ordered_properties(hid_t kind) {
  constexpr unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
  Handle properties(H5Pcreate(kind), H5Pclose, "H5Pcreate");
  checked(H5Pset_attr_creation_order(properties, order), "H5Pset_attr_creation_order");
  checked(H5Pset_obj_track_times(properties, false), "H5Pset_obj_track_times");
  if (kind != H5P_DATASET_CREATE) checked(H5Pset_link_creation_order(properties, order), "H5Pset_link_creation_order");
  return properties;
}

Handle text_type(std::size_t size, H5T_cset_t encoding) {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "H5Tcopy");
  checked(H5Tset_size(type, size), "H5Tset_size");
  checked(H5Tset_strpad(type, H5T_STR_NULLTERM), "H5Tset_strpad");
  checked(H5Tset_cset(type, encoding), "H5Tset_cset");
  return type;
}

Handle copied_type(hid_t type) {
  return Handle(H5Tcopy(type), H5Tclose, "H5Tcopy");
}

struct Types {
  Handle file, memory;
};

template <class T>
Types types_of() {
  if constexpr (std::is_same_v<T, double>) return {copied_type(H5T_IEEE_F64LE), copied_type(H5T_NATIVE_DOUBLE)};
  if constexpr (std::is_same_v<T, std::int8_t>) return {copied_type(H5T_STD_I8LE), copied_type(H5T_NATIVE_INT8)};
  if constexpr (std::is_same_v<T, std::int16_t>) return {copied_type(H5T_STD_I16LE), copied_type(H5T_NATIVE_INT16)};
  if constexpr (std::is_same_v<T, std::int32_t>) return {copied_type(H5T_STD_I32LE), copied_type(H5T_NATIVE_INT32)};
  if constexpr (std::is_same_v<T, std::uint64_t>) return {copied_type(H5T_STD_U64LE), copied_type(H5T_NATIVE_UINT64)};
  if constexpr (std::is_same_v<T, char>) return {text_type(1, H5T_CSET_ASCII), text_type(1, H5T_CSET_ASCII)};
  if constexpr (std::is_same_v<T, std::string>)
    return {text_type(H5T_VARIABLE, H5T_CSET_UTF8), text_type(H5T_VARIABLE, H5T_CSET_UTF8)};
}

Handle space_of(std::span<const std::uint64_t> lengths) {
  if (lengths.empty()) return Handle(H5Screate(H5S_SCALAR), H5Sclose, "H5Screate");
  const std::vector<hsize_t> extents(lengths.begin(), lengths.end());
  return Handle(H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr), H5Sclose,
                "H5Screate_simple");
}

void write_attribute(hid_t object, const std::string& name, hid_t file_type, hid_t memory_type, hid_t space,
                     const void* data) {
  Handle attribute(H5Acreate2(object, name.c_str(), file_type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
                   "H5Acreate2");
  if (data != nullptr) checked(H5Awrite(attribute, memory_type, data), "H5Awrite");
  attribute.close();
}

void write_attribute(hid_t object, const std::string& name, const std::string& raw) {
  const std::string text = printable(raw);
  const Handle type = text_type(text.empty() ? 1 : text.size(), H5T_CSET_UTF8);
  const Handle space(H5Screate(text.empty() ? H5S_NULL : H5S_SCALAR), H5Sclose, "H5Screate");
  write_attribute(object, name, type, type, space, text.empty() ? nullptr : text.data());
}

template <class Number>
void write_attribute(hid_t object, const std::string& name, const std::vector<Number>& numbers) {
  const Types types = types_of<Number>();
  const std::uint64_t length = numbers.size();
  write_attribute(object, name, types.file, types.memory, space_of({&length, 1}), numbers.data());
}

void write_attributes(hid_t object, const Attributes& attributes) {
  for (const auto& [name, value] : attributes)
    std::visit([&, &name = name](const auto& typed) { write_attribute(object, name, typed); }, value);
}

template <class T>
void write_values(hid_t dataset, hid_t memory_type, std::span<const T> values) {
  if (values.empty()) return;
  if constexpr (std::is_same_v<T, std::string>) {
    std::vector<const char*> texts;
    texts.reserve(values.size());
    for (const std::string& text : values) texts.push_back(text.c_str());
    checked(H5Dwrite(dataset, memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, texts.data()), "H5Dwrite");
  } else {
    checked(H5Dwrite(dataset, memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), "H5Dwrite");
  }
}

void set_layout(hid_t properties, const Layout& layout) {
  if (layout.chunk.empty()) return;
  const std::vector<hsize_t> chunk(layout.chunk.begin(), layout.chunk.end());
  checked(H5Pset_chunk(properties, static_cast<int>(chunk.size()), chunk.data()), "H5Pset_chunk");
  checked(H5Pset_shuffle(properties), "H5Pset_shuffle");
  checked(H5Pset_deflate(properties, layout.deflate), "H5Pset_deflate");
}

constexpr double not_defined = std::numeric_limits<double>::quiet_NaN();

template <class T>
Handle create_dataset(hid_t group, const std::string& name, std::span<const std::uint64_t> lengths,
                      std::span<const T> values, const Layout& layout) {
  const Handle properties = ordered_properties(H5P_DATASET_CREATE);
  const Types types = types_of<T>();
  set_layout(properties, layout);
  if constexpr (std::is_same_v<T, double>)
    checked(H5Pset_fill_value(properties, types.memory, &not_defined), "H5Pset_fill_value");
  Handle dataset(H5Dcreate2(group, name.c_str(), types.file, space_of(lengths), H5P_DEFAULT, properties, H5P_DEFAULT),
                 H5Dclose, "H5Dcreate2");
  write_values(dataset, types.memory, values);
  if constexpr (std::is_same_v<T, double>) write_attribute(dataset, "_FillValue", std::vector<double>{not_defined});
  return dataset;
}

Handle create_file() {
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "H5Pcreate");
  checked(H5Pset_fapl_core(access, memory_step, false), "H5Pset_fapl_core");
  const Handle properties = ordered_properties(H5P_FILE_CREATE);
  return Handle(H5Fcreate("in memory", H5F_ACC_EXCL, properties, access), H5Fclose, "H5Fcreate");
}

}  // namespace

Layout layout_by_size(std::span<const std::uint64_t> lengths, std::size_t value_size) {
  std::uint64_t bytes = value_size;
  for (const std::uint64_t length : lengths) bytes *= length;
  if (bytes <= largest_contiguous) return {};
  Layout layout{{lengths.begin(), lengths.end()}};
  for (std::uint64_t& length : layout.chunk) {
    const std::uint64_t inner = bytes / length;  // bytes of the chunk per step along this dimension
    length = std::max<std::uint64_t>(1, std::min(length, largest_contiguous / std::max<std::uint64_t>(inner, 1)));
    bytes = inner * length;
    if (bytes <= largest_contiguous) break;
  }
  return layout;
}

struct NetcdfFile::Contents {
  struct Scale {
    Handle dataset;
    std::uint64_t length;
  };
  Handle file = create_file();
  std::vector<Handle> groups;  // closed before the file: members are destroyed in reverse order
  std::vector<Scale> scales;   // the position is the dimension's number, unique over the whole file

  Axis add_scale(Handle dataset, const std::string& label, std::uint64_t length) {
    checked(H5DSset_scale(dataset, label.c_str()), "H5DSset_scale");
    const Handle scalar = space_of({});
    const std::int32_t number = static_cast<std::int32_t>(scales.size());
    write_attribute(dataset, "_Netcdf4Dimid", H5T_STD_I32LE, H5T_NATIVE_INT32, scalar, &number);
    scales.push_back({std::move(dataset), length});
    return {scales.size() - 1};
  }
};

NetcdfFile::NetcdfFile() {
  prepare_library();
  contents_ = std::make_unique<Contents>();
  contents_->groups.emplace_back(H5Gopen2(contents_->file, "/", H5P_DEFAULT), H5Gclose, "H5Gopen2");
}

NetcdfFile::~NetcdfFile() = default;

NetcdfFile::Group NetcdfFile::add_group(const std::string& name) {
  const Handle properties = ordered_properties(H5P_GROUP_CREATE);
  contents_->groups.emplace_back(H5Gcreate2(contents_->groups[0], name.c_str(), H5P_DEFAULT, properties, H5P_DEFAULT),
                                 H5Gclose, "H5Gcreate2");
  return {contents_->groups.size() - 1};
}

void NetcdfFile::set_attributes(Group group, const Attributes& attributes) {
  write_attributes(contents_->groups[group.index], attributes);
}

NetcdfFile::Axis NetcdfFile::add_dimension(Group group, const std::string& name, std::uint64_t length) {
  // The type, the empty data and the exact wording are how the netCDF library marks a dimension without coordinate.
  const Handle properties = ordered_properties(H5P_DATASET_CREATE);
  Handle dataset(H5Dcreate2(contents_->groups[group.index], name.c_str(), H5T_IEEE_F32BE, space_of({&length, 1}),
                            H5P_DEFAULT, properties, H5P_DEFAULT),
                 H5Dclose, "H5Dcreate2");
  const std::string label = fmt::format("This is a netCDF dimension but not a netCDF variable.{:10}", length);
  return contents_->add_scale(std::move(dataset), label, length);
}

NetcdfFile::Axis NetcdfFile::add_coordinate(Group group, const std::string& name, const Values& values,
                                            const Attributes& attributes) {
  return std::visit(
      [&](auto typed) {
        const std::uint64_t length = typed.size();
        Handle dataset = create_dataset(contents_->groups[group.index], name, {&length, 1}, typed, {});
        write_attributes(dataset, attributes);
        return contents_->add_scale(std::move(dataset), name, length);
      },
      values);
}

void NetcdfFile::add_variable(Group group, const std::string& name, std::span<const Axis> axes, const Values& values,
                              const Attributes& attributes, const std::optional<Layout>& layout) {
  std::vector<std::uint64_t> lengths;
  for (const Axis axis : axes) lengths.push_back(contents_->scales[axis.index].length);
  Handle dataset = std::visit(
      [&]<class T>(std::span<const T> typed) {
        const Layout by_default = std::is_same_v<T, std::string> ? Layout{} : layout_by_size(lengths, sizeof(T));
        return create_dataset(contents_->groups[group.index], name, lengths, typed, layout.value_or(by_default));
      },
      values);
  write_attributes(dataset, attributes);
  for (unsigned i = 0; i < axes.size(); ++i)
    checked(H5DSattach_scale(dataset, contents_->scales[axes[i].index].dataset, i), "H5DSattach_scale");
  dataset.close();
}

std::vector<std::byte> NetcdfFile::finish() {
  for (auto& scale : contents_->scales) scale.dataset.close();
  for (Handle& group : contents_->groups) group.close();
  checked(H5Fflush(contents_->file, H5F_SCOPE_GLOBAL), "H5Fflush");
  const ssize_t size = checked(H5Fget_file_image(contents_->file, nullptr, 0), "H5Fget_file_image");
  std::vector<std::byte> image(static_cast<std::size_t>(size));
  checked(H5Fget_file_image(contents_->file, image.data(), image.size()), "H5Fget_file_image");
  contents_->file.close();
  return image;
}

}  // namespace millwright::results
