#include "versions/earlier.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "grammar/postgres/parser.h"

namespace ashlar::versions {
namespace {

const Revision* find(const History& history, const std::string& id) {
  const auto found = std::find_if(history.revisions.begin(), history.revisions.end(),
                                  [&id](const Revision& each) { return each.id == id; });
  return found == history.revisions.end() ? nullptr : &*found;
}

std::vector<const grammar::Statement*> statements(const Revision& revision, Direction direction) {
  std::vector<const grammar::Statement*> all;
  for (const grammar::Section* section : sections(revision, direction)) {
    for (const grammar::Statement& statement : section->statements) all.push_back(&statement);
  }
  return all;
}

std::string tokens(const Sources& sources, const Revision& revision,
                   const grammar::Statement& statement) {
  return postgres::significant_text(sources.slice({revision.source.file, statement.sql.span}));
}

/// Two versions of one revision. Both lie in sources of the same history.
struct Pair {
  const Revision* now = nullptr;
  const Revision* earlier = nullptr;
};

Location place_of(const Revision& revision, const grammar::Statement* statement) {
  if (statement == nullptr) return revision.id_location;
  return {revision.source.file, statement->sql.span};
}

/// The first statement that is not what it was; both are null where one of them has none there.
struct Difference {
  const grammar::Statement* now = nullptr;
  const grammar::Statement* earlier = nullptr;
};
Difference first_difference(const Sources& sources, const Pair& pair, Direction direction) {
  const auto now = statements(*pair.now, direction);
  const auto earlier = statements(*pair.earlier, direction);
  std::size_t i = 0;
  while (i < now.size() && i < earlier.size() &&
         tokens(sources, *pair.now, *now[i]) == tokens(sources, *pair.earlier, *earlier[i])) {
    ++i;
  }
  return {i < now.size() ? now[i] : nullptr, i < earlier.size() ? earlier[i] : nullptr};
}

Diagnostic changed(const Revision& now, Location where, std::string message) {
  Diagnostic finding;
  finding.rule = "changed-revision";
  finding.message = std::move(message);
  finding.location = where;
  finding.about.revision = now.id;
  finding.help = "put it back as it was, and write the change as a new revision";
  return finding;
}

void compare_statements(const Sources& sources, const Pair& pair, Direction direction,
                        const std::string& origin, Diagnostics& findings) {
  if (checksum(*pair.now, direction, sources) == checksum(*pair.earlier, direction, sources)) {
    return;
  }
  const Difference difference = first_difference(sources, pair, direction);
  Diagnostic finding =
      changed(*pair.now, place_of(*pair.now, difference.now),
              fmt::format("the {} section of `{}` is not what it is at {}: databases that ran it "
                          "will not run it again",
                          to_string(direction), pair.now->id, origin));
  finding.about.section = to_string(direction);
  finding.notes.push_back({difference.earlier == nullptr ? "nothing stood there" : "it was this",
                           place_of(*pair.earlier, difference.earlier)});
  findings.push_back(std::move(finding));
}

std::string parents_text(const Revision& revision) {
  return revision.parents.empty() ? "base" : fmt::format("{}", fmt::join(revision.parents, ", "));
}

/// Only what both declare: a parent by the order of names is nobody's word.
void compare_parents(const Pair& pair, const std::string& origin, Diagnostics& findings) {
  const bool declared = pair.now->source.header.revises.has_value() &&
                        pair.earlier->source.header.revises.has_value();
  if (!declared || pair.now->parents == pair.earlier->parents) return;
  const Location where = pair.now->parent_locations.empty() ? pair.now->id_location
                                                            : pair.now->parent_locations.front();
  findings.push_back(
      changed(*pair.now, where,
              fmt::format("`{}` revises {}, and at {} it revises {}", pair.now->id,
                          parents_text(*pair.now), origin, parents_text(*pair.earlier))));
}

Diagnostic deleted(const Revision& earlier, const std::string& origin) {
  Diagnostic finding;
  finding.rule = "deleted-revision";
  finding.message = fmt::format(
      "revision `{}` is at {} and gone here: databases that ran it would not be known any more",
      earlier.id, origin);
  finding.location = earlier.id_location;
  finding.about.revision = earlier.id;
  finding.help = "put the file back; to undo what it does, write a new revision";
  return finding;
}

}  // namespace

Diagnostics compare_with_earlier(History& history, const std::vector<SourceFile>& earlier,
                                 const std::string& display_folder, const std::string& origin) {
  Diagnostics findings;
  for (const SourceFile& file : earlier) {
    // Read by itself: what is wrong with it was said when it was new.
    Diagnostics ignored;
    History alone = make_history({file}, ignored);
    Revision& was = alone.revisions.front();
    const FileId id = history.sources.add(
        {fmt::format("{}:{}/{}", origin, display_folder, file.path), file.text});
    was.source.file = id;
    was.id_location.file = id;
    const Revision* outline = find(history, was.id);
    if (outline == nullptr) {
      findings.push_back(deleted(was, origin));
      continue;
    }
    History whole = make_history({history.sources[outline->source.file]}, ignored);
    Revision& now = whole.revisions.front();
    now.source.file = outline->source.file;
    now.id_location.file = outline->source.file;
    for (Location& place : now.parent_locations) place.file = outline->source.file;
    const Pair pair{&now, &was};
    compare_statements(history.sources, pair, Direction::kUp, origin, findings);
    compare_statements(history.sources, pair, Direction::kDown, origin, findings);
    compare_parents(pair, origin, findings);
  }
  return findings;
}

}  // namespace ashlar::versions
