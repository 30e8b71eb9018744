// Finds the module, loads it and asks it for the runtime.

#include <algorithm>
#include <dlfcn.h>
#include <filesystem>
#include <fmt/format.h>
#include <system_error>
#include <vector>

#include "runtime/api/runtime.h"

namespace ashlar::runtime {
namespace {

namespace fs = std::filesystem;

constexpr const char* kModule = "ashlar-runtime.so";

/// Folders below `folder` whose names begin with "lib": lib, lib64, lib/x86_64-linux-gnu.
std::vector<fs::path> library_folders(const fs::path& prefix) {
  std::vector<fs::path> folders;
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(prefix, ignored)) {
    if (!entry.path().filename().string().starts_with("lib")) continue;
    folders.push_back(entry.path());
    for (const fs::directory_entry& inner : fs::directory_iterator(entry.path(), ignored)) {
      if (inner.path().filename().string().find("-linux-") != std::string::npos) {
        folders.push_back(inner.path());
      }
    }
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

/// Where the module may lie: beside the program as it is built, or in ../lib…/ashlar as installed.
std::vector<fs::path> candidates(const fs::path& program) {
  std::vector<fs::path> paths = {program.parent_path() / kModule};
  for (const fs::path& folder : library_folders(program.parent_path().parent_path())) {
    paths.push_back(folder / "ashlar" / kModule);
  }
  return paths;
}

Error cannot_load(const std::string& why) {
  Error error;
  error.code = ErrorCode::kFile;
  error.message = "the part of ashlar that talks to databases cannot be loaded: " + why;
  error.detail = "it is the file ashlar-runtime.so; install ashlar again with all its files";
  return error;
}

}  // namespace

Result<Runtime*> load_runtime() {
  std::error_code failed;
  const fs::path program = fs::read_symlink("/proc/self/exe", failed);
  if (failed) return cannot_load("/proc/self/exe: " + failed.message());
  for (const fs::path& path : candidates(program)) {
    if (!fs::exists(path, failed)) continue;
    void* module = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (module == nullptr) return cannot_load(dlerror());
    void* entry = dlsym(module, "ashlar_runtime_open");
    if (entry == nullptr) return cannot_load(dlerror());
    return reinterpret_cast<Runtime* (*)()>(entry)();
  }
  return cannot_load(fmt::format("it is neither beside {} nor in the lib folders next to its own",
                                 program.string()));
}

}  // namespace ashlar::runtime
