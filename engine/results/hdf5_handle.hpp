#pragma once
// What writing and reading HDF5 share: every call checked, every identifier owned.

#include <fmt/format.h>
#include <hdf5.h>

#include <string>
#include <utility>

#include "results/netcdf_file.hpp"

namespace millwright::results {

/// H5Ewalk2 counts from the innermost error, which names the cause.
inline herr_t keep_innermost(unsigned position, const H5E_error2_t* error, void* text) {
  if (position == 0 && error->desc != nullptr) *static_cast<std::string*>(text) = error->desc;
  return 0;
}

/// Every HDF5 call goes through here: the first failure throws, so no later call can hide it.
template <class Returned>
Returned checked(Returned returned, const char* call) {
  if (returned >= 0) return returned;
  std::string reason;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_innermost, &reason);
  throw Hdf5Error(reason.empty() ? std::string(call) : fmt::format("{}: {}", call, reason));
}

/// Owns one HDF5 identifier. close() is the ordinary end and is checked; the destructor serves the error path, where
/// a failure has been reported already, and never touches an identifier twice, which HDF5 does not survive.
class Handle {
 public:
  using Close = herr_t (*)(hid_t);
  Handle(hid_t id, Close closing, const char* call) : id_(checked(id, call)), close_(closing) {}
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, H5I_INVALID_HID)), close_(other.close_) {}
  Handle& operator=(Handle&&) = delete;
  ~Handle() {
    if (id_ >= 0) close_(id_);
  }
  operator hid_t() const { return id_; }
  void close() { checked(close_(std::exchange(id_, H5I_INVALID_HID)), "closing an HDF5 object"); }

 private:
  hid_t id_;
  Close close_;
};

/// HDF5's clean-up at exit crashes after a failed close, so it is switched off before anything else; and its own
/// printing of errors is switched off in every thread, because its state is per thread.
inline void prepare_library() {
  [[maybe_unused]] static const herr_t once = H5dont_atexit();
  checked(H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr), "H5Eset_auto2");
}

}  // namespace millwright::results
