#include "compiler/mend.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <utility>

#include "compiler/emit/emit.h"
#include "compiler/lint.h"
#include "compiler/schema/schema.h"
#include "compiler/schema_of.h"
#include "versions/write.h"

namespace ashlar::pipeline {
namespace {

/// A fix may make room for another; after so many rounds two of them undo each other.
constexpr int kMostRounds = 20;

using versions::RevisionIndex;

/// The history of some texts, compiled. `graph` points into `history`.
struct Read {
  versions::History history;
  std::optional<versions::Graph> graph;
  Diagnostics findings;  ///< in the wanted files
  std::set<FileId> wanted;
};

void read(const std::vector<SourceFile>& files, const std::set<std::string>& wanted,
          const rules::Settings& settings, rules::Fixes fixes, Read& result) {
  Diagnostics of_names;
  result.history = versions::make_outline(files, of_names);
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (wanted.contains(files[i].path)) result.wanted.insert(static_cast<FileId>(i));
  }
  Diagnostics of_graph;
  result.graph = versions::build_graph(result.history, of_graph);
  result.findings = result.graph ? lint(*result.graph, result.wanted, settings, fixes)
                                 : lint_sources(result.history, result.wanted);
  sort_by_location(result.findings);
}

/// The fixes of one revision that ask for another one behind it.
struct Parting {
  std::vector<const Edit*> edits;
  std::vector<const FollowUp*> follow_ups;
};

bool add(const Fix& fix, Parting& parting) {
  for (const Edit& edit : fix.edits) {
    const bool apart =
        std::all_of(parting.edits.begin(), parting.edits.end(),
                    [&edit](const Edit* other) { return emit::are_apart(edit, *other); });
    if (!apart) return false;
  }
  for (const Edit& edit : fix.edits) parting.edits.push_back(&edit);
  parting.follow_ups.push_back(&*fix.follow_up);
  return true;
}

const Fix* safe_follow_up(const Diagnostic& finding) {
  for (const Fix& fix : finding.fixes) {
    if (fix.safe && fix.follow_up) return &fix;
  }
  return nullptr;
}

std::map<RevisionIndex, Parting> partings(const Read& read) {
  std::map<RevisionIndex, Parting> found;
  for (const Diagnostic& finding : read.findings) {
    const Fix* fix = safe_follow_up(finding);
    const auto revision = fix == nullptr ? std::nullopt : read.graph->find(finding.about.revision);
    if (revision) add(*fix, found[*revision]);
  }
  return found;
}

/// One ALTER TABLE for all that is validated of a table: it goes through the rows once.
std::string validations(const std::vector<const FollowUp*>& follow_ups) {
  std::vector<std::pair<std::string, std::string>> by_table;
  for (const FollowUp* each : follow_ups) {
    const auto known = std::find_if(by_table.begin(), by_table.end(), [each](const auto& entry) {
      return entry.first == each->table;
    });
    if (known == by_table.end()) {
      by_table.emplace_back(each->table, each->validation);
    } else {
      known->second += fmt::format(",\n    {}", each->validation);
    }
  }
  std::string text;
  for (const auto& [table, actions] : by_table) {
    const bool several = actions.find('\n') != std::string::npos;
    text += fmt::format("ALTER TABLE {}{}{};\n", table, several ? "\n    " : " ", actions);
  }
  return text;
}

/// `validate a, b, set t c not null`: a verb is not said again.
void add_words(std::string& message, std::string_view words, std::string& verb) {
  const std::string own(words.substr(0, words.find(' ')));
  if (own == verb) words.remove_prefix(own.size() + 1);
  verb = own;
  message += fmt::format("{}{}", message.empty() ? "" : ", ", words);
}

versions::NewRevision new_revision(const std::vector<const FollowUp*>& follow_ups,
                                   const MendSettings& settings) {
  versions::NewRevision made;
  made.created = settings.created;
  made.up = validations(follow_ups);
  std::string verb;
  for (const FollowUp* each : follow_ups) {
    add_words(made.message, each->message, verb);
    if (!each->up.empty()) made.up += fmt::format("{}\n", each->up);
    made.down = fmt::format("{}\n{}", each->down, made.down);
  }
  return made;
}

bool is_by_name(const SourceFile& a, const SourceFile& b) { return a.path < b.path; }

/// The files with the partings made, and the paths of the new ones among them. Nothing where one
/// cannot be made.
std::optional<std::vector<SourceFile>> part(const std::vector<SourceFile>& files, const Read& read,
                                            const std::map<RevisionIndex, Parting>& partings,
                                            const MendSettings& settings,
                                            std::set<std::string>& added) {
  std::vector<versions::Inserted> inserted;
  std::map<FileId, std::vector<const Edit*>> edits;
  for (const auto& [revision, parting] : partings) {
    Result<versions::Inserted> made =
        versions::insert_behind(*read.graph, revision, new_revision(parting.follow_ups, settings),
                                settings.folder, settings.file_template);
    if (!made) return std::nullopt;
    inserted.push_back(std::move(*made));
    for (const Edit* edit : parting.edits) edits[edit->location.file].push_back(edit);
  }
  for (const versions::Inserted& each : inserted) {
    for (const Edit& edit : each.edits) edits[edit.location.file].push_back(&edit);
  }
  std::vector<SourceFile> result = files;
  for (auto& [file, list] : edits) {
    if (settings.frozen.contains(files[file].path)) return std::nullopt;
    for (std::size_t i = 0; i < list.size(); ++i) {
      for (std::size_t k = 0; k < i; ++k) {
        if (!emit::are_apart(*list[i], *list[k])) return std::nullopt;
      }
    }
    result[file].text = emit::edited(files[file].text, std::move(list));
  }
  for (versions::Inserted& each : inserted) {
    added.insert(each.file.path);
    result.push_back(std::move(each.file));
  }
  std::sort(result.begin(), result.end(), is_by_name);
  return result;
}

/// What a history builds, and what is wrong with it; nothing where its graph is broken.
std::optional<std::string> outcome(const std::vector<SourceFile>& files) {
  Diagnostics findings;
  const versions::History history = versions::make_outline(files, findings);
  const std::optional<versions::Graph> graph = versions::build_graph(history, findings);
  if (!graph) return std::nullopt;
  const SchemaOfPath built = schema_of(*graph, graph->order);
  std::string text = schema::schema_sql(built.catalog);
  for (const Diagnostic& finding : findings) text += fmt::format("{}\n", finding.message);
  for (const Diagnostic& finding : built.findings) {
    if (finding.severity == Severity::kError) text += fmt::format("{}\n", finding.message);
  }
  return text;
}

/// One round of follow-ups: all of them together, or where that does not hold, those that hold
/// alone. Revisions in `refused` are left out; those that do not hold join them.
bool part_all(Mended& mended, const MendSettings& settings, std::set<std::string>& refused) {
  Read before;
  read(mended.files, mended.wanted, settings.rules, rules::Fixes::kQuick, before);
  if (!before.graph) return false;
  std::map<RevisionIndex, Parting> found = partings(before);
  std::erase_if(found,
                [&](const auto& each) { return refused.contains((*before.graph)[each.first].id); });
  if (found.empty()) return false;
  const std::optional<std::string> wanted = outcome(mended.files);
  const auto attempt = [&](const std::map<RevisionIndex, Parting>& some) {
    std::set<std::string> added;
    std::optional<std::vector<SourceFile>> files =
        part(mended.files, before, some, settings, added);
    if (!files || outcome(*files) != wanted) return false;
    mended.files = std::move(*files);
    mended.wanted.merge(added);
    for (const auto& [revision, parting] : some) mended.fixes += parting.follow_ups.size();
    return true;
  };
  if (attempt(found)) return true;
  for (auto& [revision, parting] : found) {
    // Once one is made, the others' places have moved: they are for the next round.
    if (attempt({{revision, parting}})) return true;
    refused.insert((*before.graph)[revision].id);
  }
  return false;
}

/// One round of fixes that stay in their files.
bool mend_files(Mended& mended, const MendSettings& settings, rules::Fixes fixes) {
  Read before;
  read(mended.files, mended.wanted, settings.rules, fixes, before);
  bool changed = false;
  for (const FileId id : before.wanted) {
    if (settings.frozen.contains(mended.files[id].path)) continue;
    emit::FixedText text = emit::apply_fixes(before.findings, id, mended.files[id].text);
    if (text.applied == 0) continue;
    changed = true;
    mended.fixes += text.applied;
    mended.files[id].text = std::move(text.text);
  }
  return changed;
}

}  // namespace

Mended mend(std::vector<SourceFile> files, std::set<std::string> wanted,
            const MendSettings& settings) {
  Mended mended{std::move(files), std::move(wanted), 0};
  std::set<std::string> refused;
  for (int round = 0; round < kMostRounds; ++round) {
    // Down sections are derived last: they go by what the other fixes leave of the up sections.
    const bool changed = mend_files(mended, settings, rules::Fixes::kQuick) ||
                         part_all(mended, settings, refused) ||
                         mend_files(mended, settings, rules::Fixes::kAll);
    if (!changed) break;
  }
  return mended;
}

void complete_fixes(Diagnostics& findings, const versions::Graph& graph,
                    const MendSettings& settings, Sources& sources) {
  std::map<std::string, FileId> added;
  for (Diagnostic& finding : findings) {
    const auto revision = graph.find(finding.about.revision);
    for (Fix& fix : finding.fixes) {
      if (!fix.follow_up) continue;
      Result<versions::Inserted> made =
          revision
              ? versions::insert_behind(graph, *revision, new_revision({&*fix.follow_up}, settings),
                                        settings.folder, settings.file_template)
              : Error{};
      fix.follow_up.reset();
      if (!made) {
        fix.edits.clear();
        continue;
      }
      const auto [at, fresh] = added.emplace(made->file.path, FileId{0});
      if (fresh) at->second = sources.add({made->file.path, ""});
      fix.edits.push_back({{at->second, {0, 0}}, std::move(made->file.text)});
      fix.edits.insert(fix.edits.end(), made->edits.begin(), made->edits.end());
    }
    std::erase_if(finding.fixes, [](const Fix& fix) { return fix.edits.empty(); });
  }
}

}  // namespace ashlar::pipeline
