#include "tests/golden/render.h"

#include <map>
#include <set>

#include "compiler/catalog/objects.h"
#include "tests/golden/fix_cases.h"

namespace ashlar::test {
namespace {

std::string position(const LineMap& lines, std::uint32_t offset) {
  const Position at = lines.position(offset);
  return std::to_string(at.line) + ":" + std::to_string(at.column);
}

/// `file:line:column-line:column`
std::string place(const Linted& linted, const Location& at) {
  const SourceFile& file = linted.history.sources[at.file];
  const LineMap lines(file.text);
  return file.path + ":" + position(lines, at.span.begin) + "-" + position(lines, at.span.end);
}

std::string visible(std::string_view text) {
  std::string shown;
  for (const char c : text) {
    if (c == '\n') {
      shown += "\\n";
    } else {
      shown += c;
    }
  }
  return "[" + shown + "]";
}

std::string about(const Diagnostic& finding) {
  if (finding.about.section.empty()) return {};
  std::string text = " (" + finding.about.section;
  if (finding.about.statement) text += " " + std::to_string(*finding.about.statement);
  return text + ")";
}

void render_fix(const Linted& linted, const Fix& fix, std::string& out) {
  out += "  fix, " + std::string(fix.safe ? "safe" : "not safe") + ": " + fix.message + "\n";
  for (const Edit& edit : fix.edits) {
    out += "    " + place(linted, edit.location) + " " +
           visible(linted.history.sources.slice(edit.location)) + " -> " + visible(edit.text) +
           "\n";
  }
  if (!fix.follow_up) return;
  const FollowUp& next = *fix.follow_up;
  out += "    then: " + next.message + "\n      ALTER TABLE " + next.table + " " + next.validation +
         "; " + visible(next.up) + "\n      back: " + visible(next.down) + "\n";
}

bool overlaps(Span a, Span b) {
  return (a.begin < b.end && b.begin < a.end) || (a.begin == b.begin && (a.empty() || b.empty()));
}

}  // namespace

std::string render_findings(const Linted& linted) {
  if (linted.findings.empty()) return "nothing to report\n";
  std::string out;
  for (const Diagnostic& finding : linted.findings) {
    out += place(linted, finding.location) + " " + std::string(to_string(finding.severity)) + " " +
           finding.rule + about(finding) + "\n  " + finding.message + "\n";
    for (const Note& note : finding.notes) {
      out += "  note: " + note.message;
      if (note.location) out += " at " + place(linted, *note.location);
      out += "\n";
    }
    if (!finding.help.empty()) out += "  help: " + finding.help + "\n";
    for (const Fix& fix : finding.fixes) render_fix(linted, fix, out);
  }
  return out;
}

std::string render_fixed(const Linted& linted) {
  std::map<FileId, std::vector<Edit>> chosen;
  for (const Diagnostic& finding : linted.findings) {
    for (const Fix& fix : finding.fixes) {
      if (!fix.safe) continue;
      const bool clash = std::any_of(fix.edits.begin(), fix.edits.end(), [&](const Edit& edit) {
        const std::vector<Edit>& others = chosen[edit.location.file];
        return std::any_of(others.begin(), others.end(), [&](const Edit& other) {
          return overlaps(edit.location.span, other.location.span);
        });
      });
      if (clash) continue;
      for (const Edit& edit : fix.edits) chosen[edit.location.file].push_back(edit);
      break;
    }
  }
  std::string out;
  for (const auto& [file, edits] : chosen) {
    if (edits.empty()) continue;
    const SourceFile& source = linted.history.sources[file];
    out += "-- file: " + source.path + "\n" + edited(source.text, edits);
  }
  return out;
}

std::string render_steps(const Linted& linted) {
  std::string out;
  if (!linted.compilation) return "not compiled\n";
  const auto steps_of = [&](const std::string& id, std::string_view direction,
                            const effects::Replay& replay) {
    for (const effects::StepRange& step : replay.steps) {
      out += id + " " + std::string(direction) + (step.transactional ? " transaction" : " alone");
      for (std::size_t i = step.begin; i < step.end; ++i) {
        out += " " + sql::kind_name(replay.statements[i].statement->sql);
      }
      if (!step.reason.empty()) out += " (" + step.reason + ")";
      out += "\n";
    }
  };
  for (const auto& revision : linted.compilation->revisions) {
    const std::string& id = (*linted.graph)[revision.revision].id;
    steps_of(id, "up", revision.up);
    if (revision.down) steps_of(id, "down", *revision.down);
  }
  return out;
}

std::string render_catalog(const Linted& linted) {
  if (!linted.compilation) return "not compiled\n";
  std::set<std::string> lines;
  const catalog::Catalog& catalog = linted.compilation->catalog;
  catalog.for_each_object([&](const catalog::Object& object) {
    if (object.origin.revision == 0) return;
    const std::string kind(sql::to_string(catalog::kind_of(object)));
    lines.insert(kind + " " + catalog::display_name(catalog, object) + "\n");
    const auto* table = std::get_if<catalog::Table>(&object.data);
    if (table == nullptr) return;
    for (const catalog::Column& column : table->columns) {
      lines.insert("column " + catalog::display_name(catalog, object) + "." + column.name + " " +
                   column.type.name + (column.not_null ? " not null" : "") + "\n");
    }
  });
  std::string out;
  for (const std::string& line : lines) out += line;
  return out;
}

std::string render_mended(const std::vector<SourceFile>& files, const rules::Settings& settings) {
  std::string out;
  for (const SourceFile& file : mended(files, settings).files) {
    out += "-- file: " + file.path + "\n" + file.text;
    if (!out.ends_with('\n')) out += '\n';
  }
  return out;
}

}  // namespace ashlar::test
