// Reading a folder of revision files. Files are read and parsed by several threads; what comes out
// depends on the files alone, never on who was first.

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <system_error>
#include <utility>

#include "grammar/annotations/words.h"
#include "versions/revision.h"
#include "versions/workers.h"

namespace ashlar::versions {
namespace {

namespace fs = std::filesystem;

/// PostgreSQL takes no query text of 1 GB or more (MaxAllocSize, src/include/utils/memutils.h).
constexpr std::uintmax_t kMaximumFileSize = 0x3fffffff;

std::string_view stem_of(std::string_view path) {
  path.remove_prefix(path.rfind('/') + 1);
  if (path.ends_with(kRevisionExtension)) path.remove_suffix(kRevisionExtension.size());
  return path;
}

void fill_names(std::string_view path, Revision& revision, Diagnostics& diagnostics) {
  const annotations::Header& header = revision.source.header;
  const Location start{revision.source.file, {0, 0}};
  const std::string_view stem = stem_of(path);
  const std::size_t cut = stem.find('_');
  if (header.revision.has_value()) {
    revision.id = header.revision->text;
    revision.id_location = {revision.source.file, header.revision->span};
  } else {
    revision.id = stem.substr(0, cut);
    revision.id_location = start;
    if (const auto problem = annotations::id_problem(revision.id)) {
      Diagnostic diagnostic;
      diagnostic.rule = "invalid-revision-id";
      diagnostic.message =
          fmt::format("the file's name gives the id `{}`, which {}", revision.id, *problem);
      diagnostic.location = start;
      diagnostic.help = "rename the file, or write `-- migrate:revision ID` into it";
      diagnostics.push_back(std::move(diagnostic));
    }
  }
  if (header.message.has_value()) {
    revision.message = header.message->text;
  } else if (cut != std::string_view::npos) {
    revision.message = stem.substr(cut + 1);
    std::replace(revision.message.begin(), revision.message.end(), '_', ' ');
  }
  if (header.created.has_value()) revision.created = header.created->text;
}

void take(const std::vector<annotations::Word>& words, FileId file, std::vector<std::string>& names,
          std::vector<Location>& locations) {
  for (const annotations::Word& word : words) {
    names.push_back(word.text);
    locations.push_back({file, word.span});
  }
}

void fill_parents(const Revision* before, Revision& revision) {
  const annotations::Header& header = revision.source.header;
  const FileId file = revision.source.file;
  take(header.labels, file, revision.labels, revision.label_locations);
  take(header.depends, file, revision.depends, revision.depends_locations);
  if (header.revises.has_value()) {
    take(*header.revises, file, revision.parents, revision.parent_locations);
  } else if (before != nullptr) {
    // Two files with one id are reported as just that, not as a revision that revises itself.
    revision.parents =
        before->id == revision.id ? before->parents : std::vector<std::string>{before->id};
    revision.parent_locations.assign(revision.parents.size(), {file, {0, 0}});
  }
}

Error cannot_read(const std::string& what, const std::string& why) {
  Error error;
  error.code = ErrorCode::kFile;
  error.message = fmt::format("cannot read {}: {}", what, why);
  return error;
}

std::string shown_path(const std::string& display_folder, const std::string& name) {
  return display_folder.empty() ? name : display_folder + "/" + name;
}

/// A link in the folder may lead to a file of the folder, and nowhere else.
bool leads_out(const fs::directory_entry& entry, const std::string& folder) {
  std::error_code error;
  if (!entry.is_symlink(error)) return false;
  const fs::path target = fs::canonical(entry.path(), error);
  // One that leads nowhere fails when it is read, with its reason.
  if (error) return false;
  const fs::path home = fs::canonical(folder, error);
  return std::mismatch(home.begin(), home.end(), target.begin(), target.end()).first != home.end();
}

Result<std::vector<std::string>> list_files(const std::string& folder,
                                            const std::string& display_folder) {
  std::error_code error;
  std::vector<std::string> names;
  fs::directory_iterator entries(folder, error);
  if (error) {
    return cannot_read("the folder `" + folder + "`", error.message());
  }
  for (const fs::directory_iterator end; entries != end; entries.increment(error)) {
    std::string name = entries->path().filename().string();
    std::error_code ignored;  // what cannot be looked at fails below, with its reason, when read
    if (name.starts_with('.') || !name.ends_with(kRevisionExtension)) continue;
    if (entries->is_directory(ignored)) continue;
    if (leads_out(*entries, folder)) {
      return cannot_read("`" + shown_path(display_folder, name) + "`",
                         "it is a link to a file outside this folder");
    }
    names.push_back(std::move(name));
  }
  if (error) {
    return cannot_read("the folder `" + folder + "`", error.message());
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// Reads the whole file into `text`; the reason where it cannot.
std::optional<std::string> read_file(const std::string& path, std::string& text) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (error) return error.message();
  if (!fs::is_regular_file(status)) return "it is no regular file";
  const std::uintmax_t size = fs::file_size(path, error);
  if (error) return error.message();
  if (size > kMaximumFileSize) return "it is larger than the gigabyte that PostgreSQL can read";
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return std::strerror(errno);  // NOLINT(concurrency-mt-unsafe): glibc's is
  text.resize(static_cast<std::size_t>(size));
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (stream.bad() || static_cast<std::size_t>(stream.gcount()) != text.size()) {
    return "it changed while it was read";
  }
  return std::nullopt;
}

Result<std::vector<SourceFile>> read_files(const std::string& folder,
                                           const std::string& display_folder) {
  const Result<std::vector<std::string>> names = list_files(folder, display_folder);
  if (!names) return names.error();
  std::vector<SourceFile> files(names->size());
  std::vector<std::optional<std::string>> failures(names->size());
  for_each_index(files.size(), [&](std::size_t i) {
    const std::string& name = (*names)[i];
    files[i].path = shown_path(display_folder, name);
    failures[i] = read_file(folder + "/" + name, files[i].text);
  });
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (!failures[i].has_value()) continue;
    return cannot_read("`" + files[i].path + "`", *failures[i]);
  }
  return files;
}

History make(std::vector<SourceFile> files, Diagnostics& diagnostics, grammar::Extent extent) {
  History history;
  for (SourceFile& file : files) history.sources.add(std::move(file));
  const std::size_t count = history.sources.size();
  history.revisions.resize(count);
  history.outlines.resize(count);
  std::vector<Diagnostics> findings(count);
  for_each_index(count, [&](std::size_t i) {
    const auto id = static_cast<FileId>(i);
    const SourceFile& file = history.sources[id];
    Revision& revision = history.revisions[i];
    grammar::Outline& outline = history.outlines[i];
    outline = grammar::outline(id, file);
    revision.source = grammar::parse(id, file, outline, findings[i], extent);
    // Who reads the rest hears of the annotations' mistakes too.
    (extent == grammar::Extent::kWhole ? outline.findings : findings[i]).clear();
    fill_names(file.path, revision, findings[i]);
  });
  for (std::size_t i = 0; i < count; ++i) {
    Revision& revision = history.revisions[i];
    fill_parents(i == 0 ? nullptr : &history.revisions[i - 1], revision);
    for (Diagnostic& diagnostic : findings[i]) {
      if (diagnostic.about.revision.empty()) diagnostic.about.revision = revision.id;
      diagnostics.push_back(std::move(diagnostic));
    }
  }
  return history;
}

Result<History> read(const std::string& folder, const std::string& display_folder,
                     Diagnostics& diagnostics, grammar::Extent extent) {
  Result<std::vector<SourceFile>> files = read_files(folder, display_folder);
  if (!files) return files.error();
  return make(std::move(*files), diagnostics, extent);
}

}  // namespace

Result<History> read_history(const std::string& folder, const std::string& display_folder,
                             Diagnostics& diagnostics) {
  return read(folder, display_folder, diagnostics, grammar::Extent::kWhole);
}

History make_history(std::vector<SourceFile> files, Diagnostics& diagnostics) {
  return make(std::move(files), diagnostics, grammar::Extent::kWhole);
}

Result<History> read_outline(const std::string& folder, const std::string& display_folder,
                             Diagnostics& diagnostics) {
  return read(folder, display_folder, diagnostics, grammar::Extent::kAnnotations);
}

History make_outline(std::vector<SourceFile> files, Diagnostics& diagnostics) {
  return make(std::move(files), diagnostics, grammar::Extent::kAnnotations);
}

}  // namespace ashlar::versions
