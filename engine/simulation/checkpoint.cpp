#include "simulation/checkpoint.hpp"

#include <fmt/format.h>

#include <array>

#include "core/errors.hpp"
#include "core/fields.hpp"
#include "core/fingerprint.hpp"
#include "simulation/version.hpp"

namespace millwright::simulation {
namespace {

namespace fs = std::filesystem;

constexpr std::int32_t format = 1;  // raised whenever what a checkpoint holds is laid out otherwise
constexpr std::string_view magic = "millwright checkpoint\n";

[[noreturn]] void refuse(const fs::path& file, std::string what) {
  throw UserError(Problem{printable(file.native()), std::move(what),
                          "add --restart to begin anew and replace it, or name another result file with -o"});
}

/// Why a checkpoint is not one of this run, as a sentence; empty when it is.
std::string difference(const Origin& theirs, const Origin& ours) {
  if (theirs.format != ours.format)
    return fmt::format("this checkpoint has format {}, this engine writes format {}", theirs.format, ours.format);
  if (theirs.engine != ours.engine) {
    return fmt::format("this checkpoint was written by engine {}, this is engine {}", printable(theirs.engine),
                       printable(ours.engine));
  }
  if (theirs.scenario != ours.scenario)
    return "this checkpoint belongs to another scenario: a key, an override or an input file differs";
  if (theirs.replicates != ours.replicates)
    return fmt::format("this checkpoint belongs to a run of {} replicates, not {}", theirs.replicates, ours.replicates);
  return {};
}

std::optional<Checkpoint> open_checkpoint(const fs::path& file, const Origin& origin) {
  auto content = std::make_unique<results::SealedReader>(file);
  std::array<char, magic.size()> start{};
  content->read(std::as_writable_bytes(std::span(start)));
  if (std::string_view(start.data(), start.size()) != magic) throw results::Unsealed("it is no checkpoint");
  Origin theirs;
  read_fields(*content, theirs.format);
  if (theirs.format == origin.format) {
    read_fields(*content, theirs.engine), read_fields(*content, theirs.scenario);
    read_fields(*content, theirs.replicates);
  }
  if (const std::string differs = difference(theirs, origin); !differs.empty()) refuse(file, differs);
  return Checkpoint{file, std::move(content)};
}

/// The seal holds and the origin fits, so what does not read is laid out by another build of the same version.
void read_or_refuse(const Checkpoint& checkpoint, auto&& read) {
  try {
    read(*checkpoint.content);
  } catch (const WrongBytes& error) {
    refuse(checkpoint.file, fmt::format("another build of this engine laid out this checkpoint ({})", error.what()));
  } catch (const results::Unsealed& error) {
    refuse(checkpoint.file, fmt::format("this checkpoint cannot be read ({})", error.what()));
  }
}

/// Takes the fingerprint of every array instead of keeping it.
struct HashSink {
  Sha256 hash;

  void write(std::span<const std::byte> bytes) {
    const Fingerprint print = fingerprint(bytes);
    hash.update({reinterpret_cast<const char*>(&print), sizeof(print)});
  }
};

}  // namespace

Origin origin_of(const LoadedScenario& loaded, int replicates) {
  Sha256 hash;
  const auto add = [&](const std::string& text) {
    hash.update(fmt::format("{}:", text.size()));
    hash.update(text);
  };
  add(loaded.scenario_name), add(scenario::resolved_yaml(loaded.document));
  for (const auto& input : loaded.document.inputs()) add(input.name), add(input.sha256);
  return {format, fmt::format("{} ({})", engine_version(), git_hash()), hash.hex(), replicates};
}

void write_checkpoint(const CheckpointFiles& files, const Origin& origin, const RunState& state,
                      const Economy& economy) {
  results::SealedWriter writer(files.newest);
  writer.write(std::as_bytes(std::span(magic)));
  write_fields(writer, origin);
  write_fields(writer, state);
  write_fields(writer, economy);
  writer.seal(files.previous);
}

Search find_checkpoint(const CheckpointFiles& files, const Origin& origin) {
  Search search;
  for (const fs::path& file : {files.newest, files.previous}) {
    std::error_code unknown;
    if (fs::symlink_status(file, unknown).type() == fs::file_type::not_found) continue;
    try {
      search.found = open_checkpoint(file, origin);
      if (!search.damaged.empty()) fs::remove(files.newest, unknown);
      return search;
    } catch (const results::Unsealed& error) {
      search.damaged.push_back(
          fmt::format("the checkpoint {} cannot be used: {}", printable(file.native()), error.what()));
    } catch (const WrongBytes& error) {
      search.damaged.push_back(
          fmt::format("the checkpoint {} cannot be used: {}", printable(file.native()), error.what()));
    }
  }
  return search;
}

void read_run_state(const Checkpoint& checkpoint, int replicates, int months, RunState& state) {
  read_or_refuse(checkpoint, [&](results::SealedReader& content) {
    read_fields(content, state);
    const bool possible = state.replicate >= 0 && state.replicate < replicates && state.months >= 0 &&
                          state.months <= months &&
                          state.state_hashes.size() == static_cast<std::size_t>(state.replicate);
    if (!possible) throw WrongBytes("a month that the run does not have");
  });
}

void read_economy(const Checkpoint& checkpoint, Economy& economy) {
  read_or_refuse(checkpoint, [&](results::SealedReader& content) {
    read_fields(content, economy);
    if (content.left() != 0) throw WrongBytes("bytes are left over");
  });
}

void remove_checkpoints(const CheckpointFiles& files) {
  std::error_code ignored;  // a checkpoint that stays is of a run that is done, and replaced by the next
  fs::remove(files.newest, ignored);
  fs::remove(files.previous, ignored);
  fs::remove(files.newest.native() + ".partial", ignored);
}

std::string hash_of_state(const Economy& economy) {
  HashSink sink;
  write_fields(sink, economy);
  return sink.hash.hex();
}

}  // namespace millwright::simulation
