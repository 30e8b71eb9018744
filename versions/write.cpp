#include "versions/write.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "grammar/annotations/words.h"
#include "grammar/text/nearest.h"
#include "versions/new_file.h"

namespace ashlar::versions {
namespace {

constexpr std::array<std::string_view, 9> kTokens = {"rev", "slug", "epoch",  "year",  "month",
                                                     "day", "hour", "minute", "second"};
/// How often a random id is drawn for a name that disturbs no other file.
constexpr int kDraws = 64;

Error refusal(std::string message, std::string detail = "") {
  Error error;
  error.code = ErrorCode::kUsage;
  error.message = std::move(message);
  error.detail = std::move(detail);
  return error;
}

std::string_view base_name(std::string_view path) {
  path.remove_prefix(path.rfind('/') + 1);
  return path;
}

std::string_view name_of(const Graph& graph, RevisionIndex index) {
  const History& history = *graph.history;
  return base_name(history.sources[history.revisions[index].source.file].path);
}

std::optional<Error> check_template(std::string_view file_template) {
  for (std::size_t at = file_template.find('{'); at != std::string_view::npos;
       at = file_template.find('{', at + 1)) {
    const std::size_t end = file_template.find('}', at);
    if (end == std::string_view::npos) {
      return refusal(fmt::format("nothing closes a `{{` in the file template `{}`", file_template));
    }
    const std::string_view token = file_template.substr(at + 1, end - at - 1);
    if (std::find(kTokens.begin(), kTokens.end(), token) != kTokens.end()) continue;
    const auto near = nearest(token, {kTokens.begin(), kTokens.end()});
    return refusal(
        fmt::format("the file template `{}` has an unknown token `{{{}}}`", file_template, token),
        near ? fmt::format("did you mean `{{{}}}`?", *near)
             : fmt::format("the tokens are {{{}}}", fmt::join(kTokens, "} {")));
  }
  return std::nullopt;
}

std::optional<Error> check_name(std::string_view name, std::string_view file_template) {
  if (name.find('/') == std::string_view::npos && !name.starts_with('.')) return std::nullopt;
  return refusal(fmt::format("the file template `{}` gives the name `{}`", file_template, name),
                 "revision files lie in the versions folder itself, and hidden ones are not read");
}

std::optional<Error> check_id(const Graph& graph, const std::string& id) {
  if (const auto problem = annotations::id_problem(id)) {
    return refusal(fmt::format("id `{}` {}", id, *problem));
  }
  if (const auto same = graph.find(id)) {
    return refusal(fmt::format("revision `{}` is already there", id),
                   fmt::format("it is `{}`", name_of(graph, *same)));
  }
  if (const auto label = graph.by_label.find(id); label != graph.by_label.end()) {
    return refusal(fmt::format("`{}` is a label already", id),
                   fmt::format("revision `{}` bears it", graph[label->second].id));
  }
  return std::nullopt;
}

std::optional<Error> check_labels(const Graph& graph, const NewRevision& revision) {
  for (const std::string& label : revision.labels) {
    if (const auto problem = annotations::id_problem(label)) {
      return refusal(fmt::format("label `{}` {}", label, *problem));
    }
    if (std::count(revision.labels.begin(), revision.labels.end(), label) > 1) {
      return refusal(fmt::format("label `{}` is named twice", label));
    }
    if (label == revision.id || graph.find(label)) {
      return refusal(fmt::format("label `{}` is a revision's id", label));
    }
    if (const auto same = graph.by_label.find(label); same != graph.by_label.end()) {
      return refusal(fmt::format("label `{}` is declared already", label),
                     fmt::format("revision `{}` bears it", graph[same->second].id));
    }
  }
  return std::nullopt;
}

std::optional<Error> check_references(const Graph& graph, const std::vector<std::string>& ids) {
  for (const std::string& id : ids) {
    if (!graph.find(id)) return refusal(fmt::format("no revision `{}`", id));
    if (std::count(ids.begin(), ids.end(), id) > 1) {
      return refusal(fmt::format("revision `{}` is named twice", id));
    }
  }
  return std::nullopt;
}

/// The file that would become a child of a new one called `name`: it names no parent, so it follows
/// whatever stands before it.
std::optional<RevisionIndex> disturbed(const Graph& graph, std::string_view name) {
  std::optional<RevisionIndex> next;
  for (RevisionIndex i = 0; i < graph.size(); ++i) {
    const std::string_view other = name_of(graph, i);
    if (other > name && (!next || other < name_of(graph, *next))) next = i;
  }
  if (next && graph[*next].source.header.revises.has_value()) next.reset();
  return next;
}

std::optional<Error> check_neighbour(const Graph& graph, const std::string& name) {
  const std::optional<RevisionIndex> next = disturbed(graph, name);
  if (!next) return std::nullopt;
  return refusal(
      fmt::format("`{}` would come before `{}`, which names no parent and would become its child",
                  name, name_of(graph, *next)),
      fmt::format(
          "write `-- migrate:revises {}` into that file, or choose an id or a file template "
          "that sorts behind it",
          graph.parents[*next].empty() ? "base" : graph[graph.parents[*next].front()].id));
}

/// Draws an id whose file disturbs no other; the last one drawn where there seems to be none.
std::string draw_id(const Graph& graph, NewRevision revision, std::string_view file_template) {
  for (int draw = 0; draw < kDraws; ++draw) {
    revision.id = new_revision_id(*graph.history);
    if (!disturbed(graph, file_name(revision, file_template))) break;
  }
  return revision.id;
}

/// Reads the text as it will be read from the folder and compares. What is wrong inside the SQL is
/// for lint to say, of a file that is there to be mended.
std::optional<Error> check_text(const NewRevision& revision, const std::string& name,
                                const std::string& text) {
  Diagnostics diagnostics;
  const History history = make_history({{name, text}}, diagnostics);
  const auto header_end = static_cast<std::uint32_t>(text.find("\n\n"));
  const auto error = std::find_if(diagnostics.begin(), diagnostics.end(), [&](const Diagnostic& d) {
    return d.severity == Severity::kError && d.location.span.begin < header_end;
  });
  if (error != diagnostics.end()) return refusal(error->message, error->help);
  const Revision& read = history.revisions.front();
  const std::size_t sections = revision.irreversible.empty() ? 2 : 1;
  const bool same = read.id == revision.id && read.parents == revision.parents &&
                    read.depends == revision.depends && read.labels == revision.labels &&
                    read.source.sections.size() == sections;
  if (same) return std::nullopt;
  return refusal("the new file would read as something else than what it is made from",
                 "an annotation stands in its SQL");
}

/// Twelve hexadecimal digits of the text's hash (FNV-1a: no secret hangs on it).
std::string id_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3;
  }
  constexpr unsigned kBits = 48;
  return fmt::format("{:012x}", (hash ^ (hash >> kBits)) & ((std::uint64_t{1} << kBits) - 1));
}

bool is_child_of(const Graph& graph, RevisionIndex child, RevisionIndex parent) {
  const std::vector<RevisionIndex>& children = graph.children[parent];
  return std::find(children.begin(), children.end(), child) != children.end();
}

/// True where the file's name makes no other revision its child, save those that become it anyway.
bool leaves_others(const Graph& graph, RevisionIndex parent, std::string_view name) {
  const std::optional<RevisionIndex> next = disturbed(graph, name);
  return !next || is_child_of(graph, *next, parent);
}

std::string made_id(const Graph& graph, RevisionIndex parent, NewRevision revision,
                    std::string_view file_template) {
  for (int draw = 0; draw < kDraws; ++draw) {
    revision.id =
        id_of(fmt::format("{}\n{}\n{}\n{}", graph[parent].id, revision.up, revision.down, draw));
    if (check_id(graph, revision.id)) continue;
    if (leaves_others(graph, parent, file_name(revision, file_template))) break;
  }
  return revision.id;
}

/// Makes `child` revise `id` where it revises `parent`.
Edit adopt(const Revision& child, const std::string& parent, const std::string& id,
           std::string_view text) {
  const FileId file = child.source.file;
  if (!child.source.header.revises.has_value()) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    const std::uint32_t at = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
    const std::size_t line = text.find('\n');
    const bool crlf = line != std::string_view::npos && line > 0 && text[line - 1] == '\r';
    return {{file, {at, at}}, fmt::format("-- migrate:revises {}{}", id, crlf ? "\r\n" : "\n")};
  }
  const auto place = std::find(child.parents.begin(), child.parents.end(), parent);
  const auto index = static_cast<std::size_t>(place - child.parents.begin());
  return {child.parent_locations[index], id};
}

}  // namespace

Result<Inserted> insert_behind(const Graph& graph, RevisionIndex parent, NewRevision revision,
                               const std::string& display_folder, std::string_view file_template) {
  if (auto error = check_template(file_template)) return *std::move(error);
  revision.parents = {graph[parent].id};
  if (revision.id.empty()) revision.id = made_id(graph, parent, revision, file_template);
  const std::string name = file_name(revision, file_template);
  std::string text = render(revision);
  for (auto& error : {check_id(graph, revision.id), check_name(name, file_template),
                      check_text(revision, name, text)}) {
    if (error) return *error;
  }
  if (!leaves_others(graph, parent, name)) return *check_neighbour(graph, name);
  const History& history = *graph.history;
  Inserted inserted;
  inserted.file.path = display_folder.empty() ? name : display_folder + "/" + name;
  for (std::size_t i = 0; i < history.sources.size(); ++i) {
    if (history.sources[static_cast<FileId>(i)].path != inserted.file.path) continue;
    return refusal(fmt::format("`{}` is already there", inserted.file.path));
  }
  inserted.file.text = std::move(text);
  for (const RevisionIndex child : graph.children[parent]) {
    const Revision& made = graph[child];
    inserted.edits.push_back(
        adopt(made, graph[parent].id, revision.id, history.sources[made.source.file].text));
  }
  return inserted;
}

Result<std::string> write_revision(const Graph& graph, const NewRevision& asked,
                                   const std::string& folder, std::string_view file_template) {
  NewRevision revision = asked;
  if (auto error = check_template(file_template)) return *std::move(error);
  if (revision.id.empty()) revision.id = draw_id(graph, revision, file_template);
  const std::string name = file_name(revision, file_template);
  const std::string text = render(revision);
  for (auto& error : {check_id(graph, revision.id), check_labels(graph, revision),
                      check_references(graph, revision.parents),
                      check_references(graph, revision.depends), check_name(name, file_template),
                      check_neighbour(graph, name), check_text(revision, name, text)}) {
    if (error) return *error;
  }
  if (Status written = write_new_file(folder, name, text); !written) return written.error();
  return folder + "/" + name;
}

}  // namespace ashlar::versions
